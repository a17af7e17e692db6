"""Files opened, judged and saved as texts: a save replaces what was opened and nothing else, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from positions.editing.documents import Moved, findings, has_moved, model_of, opened, save
from positions.errors import InputError
from positions.model import Article, Codebook, PositionFile, Registry, Settings, Source
from positions.negotiation import Negotiation

TEXT = "Norland rejects any payment. Sudmark demands a toll."
FILE = """article:
  text: articles/a1.txt
  published: 2024-08-19
positions:
  Norland:   # the north
    - reject: any payment
      quote: Norland rejects any payment
      at: [0, 27]
"""


@pytest.fixture
def negotiation(tmp_path: Path) -> Negotiation:
    made = Negotiation.create(tmp_path / "strait")
    made.add(Article(id="a1", source=Source(title="Talks"), text=TEXT))
    made.position_path("a1").write_text(FILE, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("positions/a1.yaml", PositionFile),
        ("parties.yaml", Registry),
        ("issues.yaml", Codebook),
        ("negotiation.yaml", Settings),
        ("machine/positions/a1.yaml", None),
        ("articles/a1.txt", None),
        ("positions/deep/a1.yaml", None),
        ("../parties.yaml", None),
        ("positions/../parties.yaml", None),
        ("", None),
    ],
)
def test_only_what_people_edit_is_opened(path: str, model: object, negotiation: Negotiation) -> None:
    assert model_of(path) is model
    if model is None:
        with pytest.raises(InputError, match="not edited here"):
            opened(negotiation, path)
    else:
        assert opened(negotiation, path).model is model


def test_a_save_is_one_step_that_undo_takes_back(negotiation: Negotiation) -> None:
    document = opened(negotiation, "positions/a1.yaml")
    new = save(negotiation, document, FILE.replace("payment", "toll"))
    path = negotiation.position_path("a1")
    assert path.read_text() == FILE.replace("payment", "toll")
    assert not has_moved(negotiation, new)
    assert has_moved(negotiation, document)
    assert negotiation.undo().title == "edit positions/a1.yaml"
    assert path.read_text() == FILE
    save(negotiation, document, FILE)
    assert negotiation.steps() == ()


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf# marked\r\npositions:\r\n", b"# bare\n", b""])
def test_a_byte_order_mark_and_line_ends_stay(negotiation: Negotiation, raw: bytes) -> None:
    path = negotiation.position_path("a1")
    path.write_bytes(raw)
    document = opened(negotiation, "positions/a1.yaml")
    save(negotiation, document, document.text + "# more\r\n")
    assert path.read_bytes() == raw + b"# more\r\n"


def test_a_file_that_somebody_changed_is_not_overwritten(negotiation: Negotiation) -> None:
    document = opened(negotiation, "positions/a1.yaml")
    path = negotiation.position_path("a1")
    theirs = FILE.replace("any payment\n", "any payment\n      note: hm\n", 1)
    path.write_text(theirs, encoding="utf-8")
    mine = FILE.replace("2024-08-19", "2024-08-20")
    with pytest.raises(Moved) as caught:
        save(negotiation, document, mine)
    assert path.read_text() == theirs
    merge = caught.value.merged(mine)
    assert not merge.clashes
    assert "note: hm" in merge.text
    assert "2024-08-20" in merge.text
    save(negotiation, caught.value.now, merge.text)
    assert path.read_text() == merge.text


def test_a_file_that_somebody_deleted_is_told_and_what_was_typed_can_be_saved(negotiation: Negotiation) -> None:
    document = opened(negotiation, "positions/a1.yaml")
    negotiation.position_path("a1").unlink()
    with pytest.raises(Moved) as caught:
        save(negotiation, document, FILE + "# mine\n")
    save(negotiation, caught.value.now, FILE + "# mine\n")
    assert negotiation.position_path("a1").read_text() == FILE + "# mine\n"


def test_the_same_words_from_elsewhere_are_no_conflict(negotiation: Negotiation) -> None:
    document = opened(negotiation, "positions/a1.yaml")
    negotiation.position_path("a1").write_text(FILE + "# x\n", encoding="utf-8")
    assert save(negotiation, document, FILE + "# x\n").data == (FILE + "# x\n").encode()


def test_an_article_without_a_position_file_begins_with_what_is_known_of_it(negotiation: Negotiation) -> None:
    (negotiation.root / "articles" / "b1.txt").write_text("Norland agrees.", encoding="utf-8")
    document = opened(negotiation, "positions/b1.yaml")
    assert document.data is None
    assert "text: articles/b1.txt" in document.text
    save(negotiation, document, document.text)
    assert negotiation.position_file("b1") is not None
    with pytest.raises(InputError, match="no article"):
        opened(negotiation, "positions/nowhere.yaml")


def test_links_and_names_that_lead_outside_are_refused(negotiation: Negotiation, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: b\n")
    (negotiation.root / "positions" / "evil.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(InputError, match="out of the negotiation"):
        opened(negotiation, "positions/evil.yaml")
    with pytest.raises(InputError):
        opened(negotiation, "positions/" + "x" * 300 + ".yaml")


def test_half_a_character_is_explained(negotiation: Negotiation) -> None:
    with pytest.raises(InputError, match="half a character"):
        save(negotiation, opened(negotiation, "positions/a1.yaml"), "# \ud800\n")


@pytest.mark.parametrize(
    ("path", "text", "severity", "line", "words"),
    [
        ("positions/a1.yaml", FILE.replace("reject:", "rejct:"), "error", 6, "no stance"),
        ("positions/a1.yaml", FILE.replace("27]", "28]"), "error", 8, "not what the article says"),
        ("positions/a1.yaml", FILE.replace("any payment\n", "any #payment\n", 1), "error", 6, "ends the text"),
        ("positions/a1.yaml", FILE + "   - [\n", "error", 9, ""),
        ("positions/a1.yaml", FILE.replace("2024", "2924"), "note", 3, "not come yet"),
        ("issues.yaml", "tolls:\n  prposition: x\n", "error", 2, "unknown key"),
        ("parties.yaml", "A:\n  role: king\n", "error", 2, "king"),
        ("negotiation.yaml", "format: 99\n", "error", 1, "newer"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_before_it_is_saved(
    negotiation: Negotiation, path: str, text: str, severity: str, line: int, words: str
) -> None:
    found = findings(negotiation, opened(negotiation, path), text)
    assert (found[0].severity, found[0].line) == (severity, line)
    assert words in found[0].message


def test_a_good_text_has_no_findings_and_an_unknown_party_is_asked_about(negotiation: Negotiation) -> None:
    document = opened(negotiation, "positions/a1.yaml")
    assert findings(negotiation, document, FILE) == ()
    (negotiation.root / "parties.yaml").write_text("Nordland:\n")
    assert "Nordland" in (findings(negotiation, document, FILE)[0].hint or "")
