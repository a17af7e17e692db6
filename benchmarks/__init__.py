"""What the program costs, as multiples of what it stands on, and how well it reads the samples. `make bench` prints it.

Nothing here is packaged.
"""

from pathlib import Path

SAMPLES = tuple(sorted(path.parent for path in (Path(__file__).parent.parent / "fixtures").glob("*/expected.yaml")))
"""The folders of the sample negotiations."""
