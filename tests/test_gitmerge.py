"""The merge driver on texts: between the marks stand the two versions, whole, and nothing else is different."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions import yamlfiles
from positions.errors import InputError
from positions.gitmerge import merge_files
from positions.joining import joined
from positions.model import TOO_LARGE, Entry, Firmness, PositionFile, Review, Source, Stance, Topic

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

CLAIMS = ("patrols leave the strait", "tolls are lowered", "prisoners are freed", "boats are returned")
NOTES = (None, "one", "two: with a colon", "three\nlines")


def places(number: int) -> tuple[int, int]:
    return number * 50, number * 50 + 40


entries = st.builds(
    lambda number, firmness, note, review: Entry(
        stance=Stance.DEMAND, claim=CLAIMS[number], at=places(number), firmness=firmness, note=note, review=review
    ),
    st.sampled_from(range(len(CLAIMS))),
    st.sampled_from(list(Firmness)),
    st.sampled_from(NOTES),
    st.sampled_from([None, *Review]),
)
files = st.builds(
    lambda title, norland, sudmark, topics: PositionFile(
        article=Source(title=title),
        positions={name: tuple(found) for name, found in (("Norland", norland), ("Sudmark", sudmark)) if found},
        disputed=tuple(Topic(topic=topic) for topic in topics),
    ),
    st.sampled_from([None, "Talks", "More talks"]),
    st.lists(entries, max_size=3, unique_by=lambda one: one.claim),
    st.lists(entries, max_size=2, unique_by=lambda one: one.claim),
    st.lists(st.sampled_from(["swaps", "the islands"]), unique=True),
)
MARKED = re.compile(r"<<<<<<< ours\n(.*?)=======\n(.*?)>>>>>>> theirs\n", re.DOTALL)


def parsed(text: str) -> PositionFile:
    return yamlfiles.parse(text, PositionFile, Path("file.yaml"))


@settings(max_examples=60)
@given(files, files, files, st.booleans())
def test_either_side_of_the_marks_is_a_whole_version(
    base: PositionFile, ours: PositionFile, theirs: PositionFile, remarked: bool
) -> None:
    made = joined(base, ours, theirs)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("base", "ours", "theirs")]
        for path, side in zip(paths, (base, ours, theirs), strict=True):
            path.write_text((f"# of {path.name}\n" if remarked else "") + yamlfiles.dump(side))
        conflicts = merge_files("positions", *paths, Path("file.yaml"))
        text = paths[1].read_text()
    assert conflicts == (made.ours != made.theirs)
    assert parsed(MARKED.sub(r"\1", text)) == made.ours
    assert parsed(MARKED.sub(r"\2", text)) == made.theirs
    assert not remarked or ("# of ours\n" in text and "# of theirs\n" in text)


def test_files_that_cannot_be_edited_conflict_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise InputError("this file is written in a way that the program cannot edit")

    monkeypatch.setattr("positions.yamledit.rewrite", refuse)
    texts = [f"positions:\n  Norland:\n    - demand: {claim}\n" for claim in ("tolls", "lower tolls", "no tolls")]
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    assert merge_files("positions", *paths, Path("file.yaml"))
    assert paths[1].read_text() == f"<<<<<<< ours\n{texts[1]}=======\n{texts[2]}>>>>>>> theirs\n"


def test_a_comment_behind_a_value_with_a_number_sign_outlives_a_merge(tmp_path: Path) -> None:
    text = 'positions:\n  Norland:\n    - demand: "boats # 5"\n    - demand: peace\n'
    remarked = text.replace('# 5"', '# 5"   # from the leak').replace("demand: peace", "demand: lasting peace")
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, side in zip(paths, (text, text.replace("demand: peace", "offer: peace"), remarked), strict=True):
        path.write_text(side)
    assert not merge_files("positions", *paths, Path("file.yaml"))
    merged = paths[1].read_text()
    assert "offer: lasting peace" in merged
    assert "# from the leak" in merged


PARTS = ("tolls", "lower tolls", "no tolls")


@pytest.mark.parametrize(
    ("filler", "both"),
    [("# more\n" * (TOO_LARGE // 7 + 1), False), ("# more\n" * (TOO_LARGE // 7 + 1), True), ("# \0\n", True)],
    ids=["too large", "too large, in conflict", "no text"],
)
def test_what_is_not_read_is_left_to_git_and_never_ours_unmarked(tmp_path: Path, filler: str, both: bool) -> None:
    texts = [f"positions:\n  Norland:\n    - demand: {claim}\n{filler}" for claim in PARTS]
    if not both:
        texts[0] = texts[1]
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    assert merge_files("positions", *paths, Path("file.yaml")) == both
    merged = paths[1].read_text()
    assert "no tolls" in merged
    assert ("<<<<<<< ours\n" in merged and "lower tolls" in merged) == both
