"""Files that a slip, an editor or an attacker has changed at random: read as what they say, or refused with the place.

A few hundred, drawn with a fixed seed, are tried each time; `make soak` tries thousands.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from unittest import mock

import pytest
import yaml

from positions import yamlfiles, yamlquick
from positions.errors import FileFaults
from positions.model import Codebook, Model, PositionFile, Registry, RememberedIssues, Settings

SECONDS = 5.0
"""What one small file may take on a busy machine; it takes milliseconds."""
WORDS = (
    "\t",
    "\r\n",
    "\0",
    "\ufeff",
    "\u2028",
    "\x85",
    "🕊️",
    "é",
    "\u202e",
    "#",
    " # ",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "!!str ",
    "|",
    ">-",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "<<: *a\n",
    "  ",
    "\n",
    "null",
    "~",
    "NO",
    "0x1F",
    "=",
)
BOMBS = (
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "a: &a0 [x, x]\n" + "".join(f"a{n}: &a{n + 1} [*a{n}, *a{n}, *a{n}]\n" for n in range(40)),
    "a: &a0 [x]\n" + "".join(f"a{n}: &a{n + 1} [*a{n}]\n" for n in range(400)),
    "a: &a " + "x" * 50_000 + "\nb: [" + "*a, " * 10_000 + "]\n",
    "a: &a [*a, &b [*a, *b], *b]\n",
    "".join(f"- &a x{n}\n" for n in range(5000)),
    "[" * 3000,
    "{a: " * 3000,
    "- " * 3000 + "x",
    "? " * 3000,
    "positions:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 400)),
    "'" * 9999,
    "a: " + "x " * 50000,
    "positions: {" + "a: [], " * 20000 + "}",
)
FILES: dict[type[Model], str] = {
    PositionFile: """# yaml-language-server: $schema=../.positions/schema/positions.json
article:
  title: Ministers meet again
  published: 2024-08-19 14:30
  text: articles/2024-08-19-ministers.txt
reviewed: {by: AL, on: 2024-08-20}
positions:
  Norland:   # a remark
    - demand: the withdrawal of all patrols
      if: the ceasefire holds
      quote: &said "Norland insisted: all patrols"
      at: [512, 598]
      firmness: red line
    - &peace {offer: 'it''s peace', withdrawn: true}
  The "Southern" League:
    - accept: |
        the plan,
        in two lines
      extent: in principle
    - *peace
disputed:
  - topic: prisoners
    quote: *said
    at: [901, 957]
""",
    Registry: "Sudmark:\n  aliases: [Sudmark, 'Port Ost']\n  speakers: &who\n    - Ada Holm\n  role: mediator\n"
    "Norland:\n  speakers: *who\n",
    Codebook: "patrols in the strait:\n  proposition: Patrols leave\n  also: [naval presence]\n"
    "  parties: {Norland: out by March}\n  status: {is: sticking, by: AL, on: 2024-08-20}\n",
    Settings: "format: 1\nname: Strait\nthresholds:\n  same issue: 0.5\nengine: rules\n".replace(
        "same issue", "same_issue"
    ),
    RememberedIssues: "issues:\n  - name: patrols\n    members: [a, b]\n  - name: fish\n",
}


def changed(text: str, dice: random.Random) -> str:
    """The text with one random change."""
    here, there = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    lines = text.split("\n")
    line, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    ways = (
        lambda: text[:here] + dice.choice(WORDS) + text[here:],
        lambda: text[:here] + text[min(there, here + 9) :],
        lambda: text[:here] + text[here : here + 30] * 2 + text[here + 30 :],
        lambda: text[:here] + chr(dice.choice((dice.randrange(128), dice.randrange(0xD800)))) + text[here + 1 :],
        lambda: text[:there],
        lambda: "\n".join(lines[:line] + lines[line + 1 :]),
        lambda: "\n".join([*lines[: line + 1], lines[other], *lines[line + 1 :]]),
        lambda: "\n".join([*lines[:line], " " * dice.randint(0, 6) + lines[line].lstrip(), *lines[line + 1 :]]),
        lambda: text.replace("\n", "\r\n"),
        lambda: dice.choice(BOMBS) if dice.random() < 0.1 else text + dice.choice(WORDS),
    )
    return dice.choice(ways)()


def mutant(text: str, dice: random.Random) -> bytes:
    """The text with one to four random changes, and in one of ten cases a byte that is wrong."""
    for _ in range(dice.randint(1, 4)):
        text = changed(text, dice)
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    if raw and dice.random() < 0.1:
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    return bytes(raw)


def examine(data: bytes, model: type[Model]) -> str:
    """How a file is taken: "read" with the meaning that another reader sees, too, or "refused" with the places.

    What is read in the short way means the same in the long one, which knows all faults.
    """
    began, path = time.process_time(), Path("file.yaml")
    try:
        text = yamlfiles.decode(data, path)
        value = yamlfiles.parse(text, model, path)
    except FileFaults as error:
        lines = data.decode("utf-8", "replace").split("\n")
        for fault in error.faults:
            assert fault.message
            assert fault.line is None or 1 <= fault.line <= len(lines), fault
            assert fault.column is None or 1 <= fault.column <= len(lines[(fault.line or 1) - 1]) + 2, fault
        return "refused"
    finally:
        assert time.process_time() - began < SECONDS
    with mock.patch.object(yamlquick, "plain_data", return_value=None):
        assert yamlfiles.dump(yamlfiles.parse(text, model, path)) == yamlfiles.dump(value)
    assert yamlfiles.parse(yamlfiles.dump(value), model, path) == value
    plain = yaml.load(text, Loader=yaml.CBaseLoader) or {}
    if isinstance(value, PositionFile):
        theirs = [
            (
                party.strip(),
                *(
                    (stance, entry[stance].strip())
                    for stance in ("demand", "offer", "accept", "reject")
                    if stance in entry
                ),
            )
            for party, entries in (plain.get("positions") or {}).items()
            for entry in entries
        ]
        assert sorted((party, (entry.stance.value, entry.claim)) for party, entry in value.entries()) == sorted(theirs)
    elif isinstance(value, Registry):
        assert sorted(value.parties) == sorted(name.strip() for name in plain)
    return "read"


def try_many(count: int, seed: int, model: type[Model]) -> Counter[str]:
    found: Counter[str] = Counter()
    dice = random.Random(f"{seed} {model.__name__}")
    for number in range(count):
        data = mutant(FILES[model], dice)
        try:
            found[examine(data, model)] += 1
        except Exception as error:
            raise AssertionError(f"{model.__name__}, seed {seed}, mutant {number}: {data[:2000]!r}") from error
    return found


@pytest.mark.parametrize("model", FILES)
def test_a_file_changed_at_random_is_read_or_refused_with_the_place(model: type[Model]) -> None:
    assert set(try_many(60, 0, model)) == {"read", "refused"}


@pytest.mark.soak
@pytest.mark.parametrize("model", FILES)
def test_thousands_of_changed_files(model: type[Model], cases: Counter[str]) -> None:
    found = try_many(4000, 1, model)
    cases["changed YAML files read"] += found["read"]
    cases["changed YAML files refused"] += found["refused"]
