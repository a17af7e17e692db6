"""Sources as articles: what is taken over, what is never guessed, and what is refused in one clear line."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.errors import InputError, PositionsError, UsageError
from positions.model import TOO_LONG, Article, Source
from positions.reading import read, read_found
from positions.reading.unpacking import LARGEST


def one(path: Path, data: bytes | str, **given_: str) -> Article:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (article,) = read(path, **given_)
    return article


def refusal(path: Path, data: bytes) -> PositionsError:
    with pytest.raises(InputError) as caught:
        one(path, data)
    return caught.value


def test_a_text_gives_its_words_its_first_line_and_the_date_in_its_name(tmp_path: Path) -> None:
    text = "\n  Ministers meet again  \r\n\r\nNorland demands a ceasefire.\r\n"
    article = one(tmp_path / "2024-08-19-ministers.txt", text)
    assert article.id == "2024-08-19-ministers"
    assert article.text == text
    assert article.source.title == "Ministers meet again"
    assert article.source.published == dt.date(2024, 8, 19)
    assert article.source.text is None


def test_a_date_is_never_guessed(tmp_path: Path) -> None:
    assert one(tmp_path / "talks-20240819.txt", "On 19 August 2024 they met.").source.published is None
    assert one(tmp_path / "2024-13-45.txt", "They met.").source.published is None
    assert one(tmp_path / "2024-08-19-to-2024-08-21.txt", "They met.").source.published is None


def test_a_first_line_as_long_as_a_paragraph_is_no_title(tmp_path: Path) -> None:
    assert one(tmp_path / "talks.txt", "word " * 60).source.title == "talks"


def test_a_line_that_is_a_date_is_no_title(tmp_path: Path) -> None:
    article = one(tmp_path / "talks.txt", "\nPublished: 4 May 2031\n\nTalks resume\n\nNorland spoke.\n")
    assert (article.title, article.source.published) == ("Talks resume", dt.date(2031, 5, 4))
    assert one(tmp_path / "bare.txt", "4 May 2031\n").title == "4 May 2031"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Mayor José Ibáñez demanded 3 million crowns for the cafés of Port Ost.", "latin-1"),
        ("Café Zürich reopened. The señor said that talks were déjà vu. " + "No side moved at all. " * 20, "latin-1"),
        ("The union said “we will never accept it” – and left the talks.", "cp1252"),
        ("Norland’s minister said no. Le président a rejeté la proposition.", "utf-16-le"),
        ("Norland’s minister said no. Le président a rejeté la proposition.", "utf-16-be"),
        ("The union demanded £5 an hour; the firms’ offer was £4.", "cp1252"),
        ("Norland’s minister said no. Le président a rejeté la proposition.", "cp1252"),
        ("Rząd odrzucił żądania związkowców i zaproponował podwyżkę o cztery procent.", "cp1250"),
        ("Министр отверг предложение, и профсоюз потребовал повышения зарплаты.", "cp1251"),
        ("The café in Málaga demanded 5 percent. “No”, said the mayor.", "mac_roman"),
    ],
)
def test_a_text_in_another_encoding_has_its_own_letters(text: str, encoding: str, tmp_path: Path) -> None:
    assert one(tmp_path / "a.txt", text.encode(encoding)).text == text


def test_what_is_given_wins_over_what_the_source_says(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("---\ntitle: Theirs\ndate: 2024-01-01\noutlet: Courier\n---\nBody\n")
    (article,) = read(path, title="Ours", published=dt.date(2025, 2, 3), article_id="named")
    assert (article.id, article.title) == ("named", "Ours")
    assert article.source.published == dt.date(2025, 2, 3)
    assert article.source.outlet == "Courier"


def test_front_matter_gives_metadata_and_is_no_part_of_the_text(tmp_path: Path) -> None:
    text = (
        "---\r\nTitle: 'Talks: day 2'\ndate: 2024-08-19 14:30\noutlet: NO\nurl: https://example.org/a?b=1#c\n"
        "tags: [a, b]\nauthor: {name: x}\ndraft: !x y\n---\n\n\nBody\n---\nmore\n"
    )
    article = one(tmp_path / "a.md", text)
    assert article.text == "Body\n---\nmore\n"
    assert article.source.title == "Talks: day 2"
    assert article.source.published == dt.datetime(2024, 8, 19, 14, 30)
    assert article.source.outlet == "NO"
    assert article.source.url == "https://example.org/a?b=1#c"


@pytest.mark.parametrize(
    "text", ["Body\n", "---\nA line between rules.\n---\nBody\n", "---\nnever closed\n", "# Head\n\nBody"]
)
def test_markdown_without_front_matter_is_text_from_the_start(tmp_path: Path, text: str) -> None:
    assert one(tmp_path / "a.md", text).text == text


def test_a_markdown_heading_is_a_title_without_its_marks(tmp_path: Path) -> None:
    assert one(tmp_path / "a.md", "## Talks resume\n\nBody").source.title == "Talks resume"


def test_a_plain_text_has_no_front_matter(tmp_path: Path) -> None:
    text = "---\ntitle: x\n---\nBody\n"
    assert one(tmp_path / "a.txt", text).text == text


def test_faults_in_front_matter_are_located_in_the_file(tmp_path: Path) -> None:
    fault = refusal(tmp_path / "a.md", b"---\ntitle: x\ndate: last Tuesday\n---\nBody\n")
    assert (fault.line, fault.column) == (3, 7)
    assert "no date" in fault.message
    fault = refusal(tmp_path / "b.md", b"---\ntitle: 'x\n---\nBody\n")
    assert (fault.line, fault.column) == (2, 8)
    assert "never closed" in fault.message


def test_a_colon_in_a_foreign_title_is_no_fault(tmp_path: Path) -> None:
    assert one(tmp_path / "a.md", "---\ntitle: Talks: day 2\n---\nBody\n").source.title == "Talks: day 2"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert one(tmp_path / "a.txt", b"\xef\xbb\xbfBody").text == "Body"
    assert one(tmp_path / "b.md", b"\xef\xbb\xbf---\ntitle: x\n---\nBody").source.title == "x"


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff"), min_size=1))
def test_texts_are_kept_code_point_by_code_point(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "kept.txt"
    text = f"x{text}"
    assert one(path, text).text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"text\0text", "binary"),
        (b"%PDF-1.7\nx", "PDF"),
        (b"PK\x03\x04x", "ZIP"),
        (b"\x89PNG\r\n\x1a\nx", "picture"),
        (b"x" * TOO_LONG, "2 MB"),
        (b"\xff\xfe\x00\xd8junk", "binary"),
        (b"\xff\xfejunk!", "0xff is not valid UTF-8"),
    ],
    ids=["empty", "blank", "bom", "binary", "pdf", "zip", "picture", "large", "junk with NUL", "junk"],
)
def test_what_is_no_text_is_refused_in_one_clear_line(tmp_path: Path, data: bytes, message: str) -> None:
    fault = refusal(tmp_path / "a.txt", data)
    assert message in fault.message
    assert fault.hint
    assert fault.path == tmp_path / "a.txt"
    assert "\n" not in str(fault)


def test_invalid_utf8_is_located(tmp_path: Path) -> None:
    fault = refusal(tmp_path / "a.txt", "first é\nsecond ".encode() + b"\xff")
    assert (fault.line, fault.column) == (2, 8)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café owners welcomed the talks in Port Ost.", "cp1252"),
        ("Norland’s “patrols” must leave the strait – now.", "cp1252"),
        ("Министр сказал, что переговоры в проливе продолжаются и сегодня.", "cp1251"),
        ("Wörter\r\nund Sätze", "utf-16"),
        ("双方代表团周一在首都举行会谈，讨论停火协议和撤军问题。对方必须先撤出所有巡逻队，谈判将于下周继续。", "gb"),
        ("両国の代表団は月曜日に首都で会談し、停戦合意と撤退について協議した。外相は、署名しないと述べた。", "cp932"),
    ],
)
def test_other_encodings_are_detected_and_told(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("gb18030" if encoding == "gb" else encoding))
    (found,) = read_found(path, Source())
    assert found.article.text == text
    assert (found.encoding or "").lower().startswith(encoding)


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("ISO-8859-1", "cp1252", "“We want €5 – now,” Šárka said"),
        ("latin1", "cp1252", "“We want €5 – now,” Šárka said"),
        ("us-ascii", "cp1252", "Norland’s minister said"),
        ("iso-8859-9", "cp1254", "“Şimdi €5 – değil,” said İpek"),
        ("gb2312", "gb18030", "朱镕基说“继续谈判”"),
        ("iso-8859-2", "iso-8859-2", "Łódź and Kraków said"),
        ("utf-7", "cp1252", "Café +ADw-b+AD4- owners said"),
        ("utf-16", "cp1252", "Café owners said"),
        ("hex", "cp1252", "Café owners said"),
    ],
)
def test_what_a_page_declares_is_taken_as_browsers_take_it(
    tmp_path: Path, declared: str, encoding: str, words: str
) -> None:
    page = f'<!DOCTYPE html><html><head><meta charset="{declared}"><title>x</title></head><body><article><p>' + (
        f"{words} so." + " The talks in the strait went on for a second day, and both sides stayed." * 4
    )
    (found,) = read_found(_kept(tmp_path / "a.html", page.encode(encoding)), Source())
    assert words in (found.article.text or "")
    assert found.encoding == encoding


def _kept(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_front_matter_alone_is_an_empty_article(tmp_path: Path) -> None:
    assert "empty" in refusal(tmp_path / "a.md", b"---\ntitle: x\n---\n").message


def test_missing_and_irregular_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match="not a regular file"):
        read(tmp_path / "pipe.txt")
    with pytest.raises(InputError):
        read("nul\0byte")


def test_a_folder_gives_its_texts_and_markdown_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.MD", ".hidden.txt", "table.csv"):
        (tmp_path / name).write_text(f"Text of {name}")
    (tmp_path / "below").mkdir()
    (tmp_path / "below.txt").mkdir()
    (tmp_path / "below" / "d.txt").write_text("not this one")
    assert [article.id for article in read(tmp_path)] == ["a", "b", "c"]


def test_a_folder_without_articles_or_with_one_name_for_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no articles"):
        read(tmp_path)
    (tmp_path / "a.txt").write_text("Text")
    with pytest.raises(UsageError, match="share"):
        read(tmp_path, title="One")


def test_standard_input_is_named_by_date_and_title() -> None:
    data = b"---\ntitle: Talks resume!\ndate: 2024-08-19\n---\nNorland said no.\n"
    (article,) = read("-", stdin=io.BytesIO(data))
    assert article.id == "2024-08-19-talks-resume"
    assert article.text == "Norland said no.\n"
    (article,) = read("-", stdin=io.BytesIO(b"First line\nmore"), article_id="leak")
    assert (article.id, article.title) == ("leak", "First line")


def test_standard_input_is_read_whole_or_refused() -> None:
    page = b"<!DOCTYPE html><html><body><!--" + b"x" * TOO_LONG + b"--><article><p>Norland wants talks. </p>"
    page += b"<p>The last word of it is here, and nothing of it was lost on the way.</p></article>"
    (article,) = read("-", title="Talks", stdin=io.BytesIO(page))
    assert "The last word" in (article.text or "")
    for data in (page + b" " * LARGEST, b"word " * (TOO_LONG // 5)):
        with pytest.raises(InputError, match=r"standard input.* MB") as caught:
            read("-", title="Talks", stdin=io.BytesIO(data))
        assert caught.value.hint


@pytest.mark.parametrize("word", ["谈判继续", "переговоры", "ޖަވާބު", "𐌰𐌱𐌲𐌳", "Größe", "talks"])
def test_a_long_title_in_any_script_is_a_name(word: str) -> None:
    title = " ".join([word] * 60)[:199]
    (article,) = read("-", title=title, published=dt.date(2031, 5, 4), stdin=io.BytesIO(b"Talks."))
    assert article.id.startswith(f"2031-05-04-{word.casefold()[:2]}")
    assert len(article.id) > 40


def test_standard_input_without_a_possible_name_is_refused() -> None:
    with pytest.raises(UsageError, match="name"):
        read("-", stdin=io.BytesIO(b"word " * 100))
    with pytest.raises(InputError, match="empty"):
        read("-", stdin=io.BytesIO(b""))


@pytest.mark.parametrize("name", ["con.txt", "LPT1.txt", "a:b.txt", "what?.txt", "trailing..txt", "tab\there.txt"])
def test_names_that_some_system_refuses_are_refused_everywhere(tmp_path: Path, name: str) -> None:
    fault = refusal(tmp_path / name, b"Text")
    assert "rename" in (fault.hint or "")
