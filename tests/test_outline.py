"""A position file as lines: the same however it is written, and one line the other where one field is."""

from __future__ import annotations

from pathlib import Path

from positions import yamlfiles
from positions.model import PositionFile
from positions.outline import outline

WRITTEN = """article: {published: 2031-05-04, title: Terms}
positions:
  Sudmark:
    - reject: tolls   # at last
      at: [90, 99]
    - accept: 'the plan'
      note: |-
        two
        lines
      extent: in principle
      at: [3, 9]
      issue: the plan
disputed:
  - topic: prisoners
"""
OTHERWISE = """positions:
  Sudmark:
    - {at: [3, 9], issue: "the plan", extent: in principle, note: "two\\nlines", accept: the plan}
    - reject: tolls
      at: [90, 99]
disputed: [{topic: prisoners}]
article: {title: Terms, published: 2031-05-04}
"""


def lines(text: str) -> tuple[str, ...]:
    return outline(yamlfiles.parse(text, PositionFile, Path("file.yaml")))


def test_a_line_a_position_in_the_order_of_the_article() -> None:
    assert lines(WRITTEN) == (
        "title: Terms",
        "published: 2031-05-04",
        "Sudmark accepts: the plan; [the plan]; in principle; note: two lines; at [3, 9]",
        "Sudmark rejects: tolls; at [90, 99]",
        "disputed: prisoners",
    )


def test_the_way_it_is_written_does_not_show() -> None:
    assert lines(OTHERWISE) == lines(WRITTEN)


def test_a_changed_field_is_a_changed_line() -> None:
    changed = lines(WRITTEN.replace("in principle", "in part"))
    assert sum(one != other for one, other in zip(changed, lines(WRITTEN), strict=True)) == 1


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    assert lines('positions: {Norland: [{demand: "\\e[31mred"}]}') == ("Norland demands: ␛[31mred",)
