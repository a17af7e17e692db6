"""PDFs, Word documents, pages and packed files: words in the order they are read, and bombs that never go off."""

from __future__ import annotations

import gzip
import io
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from documents import column, docx, pdf

from positions.errors import InputError
from positions.model import Article
from positions.reading import columns, confined, read
from positions.reading.unpacking import LARGEST_INFLATED

LEFT = """Norland insisted on the with-
drawal of all patrols from
the strait, and on a cease-
fire. Its minister said so
on Monday in Port Ost.""".splitlines()
RIGHT = """Sudmark rejected the terms,
and offered compensation of
4 million crowns for lost
catches. Talks will go on
next week in the capital.""".splitlines()


def one(path: Path, data: bytes) -> Article:
    path.write_bytes(data)
    (article,) = read(path)
    return article


def refusal(path: Path, data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        one(path, data)
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return caught.value


def test_two_columns_are_read_one_after_the_other_and_broken_words_are_mended(tmp_path: Path) -> None:
    headline = [(60.0, 780.0, "Ministers of Norland and Sudmark meet again in the strait to talk")]
    rows = zip(column(60, 740, LEFT), column(320, 740, RIGHT), strict=True)
    page = headline + [place for row in rows for place in row]  # drawn line by line across the page
    text = one(tmp_path / "a.pdf", pdf(page)).text or ""
    assert text.index("Ministers of Norland") < text.index("Norland insisted") < text.index("Sudmark rejected")
    assert "the withdrawal of all patrols from the strait" in text
    assert "Its minister said so on Monday in Port Ost." in text
    assert "offered compensation of 4 million crowns for lost catches." in text


def test_one_column_keeps_its_paragraphs(tmp_path: Path) -> None:
    page = column(
        60, 700, ["Norland demands a ceasefire in the strait, its", "minister said.", "", "", "Sudmark rejected it."]
    )
    assert one(tmp_path / "a.pdf", pdf(page)).text == (
        "Norland demands a ceasefire in the strait, its minister said.\n\nSudmark rejected it.\n"
    )


def test_a_hyphen_stays_where_the_text_has_it_elsewhere(tmp_path: Path) -> None:
    page = column(
        60,
        700,
        ["A sea-bed treaty was what they asked for, and the sea-", "bed is what they got, a long-", "term plan."],
    )
    text = one(tmp_path / "a.pdf", pdf(page)).text or ""
    assert "the sea-bed is what" in text
    assert "a long-term plan" in text


def test_running_heads_and_page_numbers_are_left_out_and_sentences_go_on(tmp_path: Path) -> None:
    story = (
        "says that the talks|go on in Port Ost and that the|delegates of both states will|stay there until they have"
    )
    pages = [
        column(60, 800, ["Strait Bulletin, Vol. 12", "", "", *f"Page {word} {story}".split("|"), "", "", str(number)])
        for number, word in enumerate(("one", "two", "three"), 1)
    ]
    text = one(tmp_path / "a.pdf", pdf(*pages)).text or ""
    assert "Bulletin" not in text
    assert not any(line.strip().isdecimal() for line in text.splitlines())
    assert text.count("talks go on in Port Ost") == 3


def test_a_pdf_gives_a_title_that_it_shows_and_no_date_of_its_making(tmp_path: Path) -> None:
    page = column(60, 700, ["Terms for a truce", "", "", "Norland demands a ceasefire."])
    article = one(tmp_path / "a.pdf", pdf(page, title="Terms for a truce"))
    assert article.source.title == "Terms for a truce"
    assert article.source.published is None
    assert one(tmp_path / "b.pdf", pdf(page, title="Microsoft Word - x.doc")).source.title == "Terms for a truce"


@pytest.mark.parametrize(
    ("data", "said"), [(pdf([]), "no text"), (b"%PDF-1.7\nx", "PDF"), (pdf([(1, 1, "x")])[:300], "PDF")]
)
def test_a_scanned_or_broken_pdf_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in str(refusal(tmp_path / "a.pdf", data))


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")
@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (confined.Limits(cpu_s=1), "too long"),
        (confined.Limits(memory=64_000_000), "too much memory"),
        (confined.Limits(clock_s=0), "too long"),
    ],
)
def test_a_page_that_takes_too_much_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: confined.Limits, said: str
) -> None:
    page = [(50.0, 700 - 0.001 * number, "Norland") for number in range(50_000)]
    monkeypatch.setattr(confined, "LIMITS", limits)
    error = refusal(tmp_path / "a.pdf", pdf(page))
    assert said in str(error)
    assert error.hint


def test_a_reader_that_breaks_is_no_fault_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined.sys, "executable", "/bin/false")
    assert "its reader broke" in str(refusal(tmp_path / "a.pdf", pdf([(50, 700, "Norland")])))


def test_a_negotiation_with_a_program_in_its_folder_runs_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "positions").mkdir()
    (tmp_path / "positions/__init__.py").write_text("raise SystemExit(99)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert one(tmp_path / "a.pdf", pdf([(50, 700, "Norland insists on it.")])).text == "Norland insists on it.\n"


def test_a_word_document_gives_its_paragraphs_with_insertions_and_without_deletions(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Norland demands </w:t></w:r><w:ins><w:r><w:t>an immediate </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>a </w:delText></w:r></w:del><w:r><w:t>ceasefire.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Sudmark</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>It rejects this.</w:t></w:r></w:p>"
    )
    article = one(tmp_path / "a.docx", docx(body, title="Terms"))
    assert article.text == "Norland demands an immediate ceasefire.\n\nSudmark\n\nIt rejects this.\n"
    assert (article.source.title, article.source.published) == ("Terms", None)


def test_entity_bombs_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert "entities" in str(refusal(tmp_path / "a.docx", docx("<w:p/>", prolog=bomb)))
    page = f"<?xml version='1.0'?>{bomb}<html><body><p>&b;</p></body></html>"
    assert "entities" in str(refusal(tmp_path / "a.html", page.encode()))


def test_archive_bombs_are_refused(tmp_path: Path) -> None:
    zeros = bytes(LARGEST_INFLATED + 1)
    assert "unpacks to" in str(refusal(tmp_path / "a.docx", docx("<w:p/>", extra={"word/media/x": zeros})))
    bomb = gzip.compress(zeros)
    assert "unpacks to" in str(refusal(tmp_path / "a.txt.gz", bomb))
    assert "packed twice" in str(refusal(tmp_path / "b.txt.gz", gzip.compress(gzip.compress(b"text"))))
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(6000):
            archive.writestr(f"{number}.xml", b"")
    assert "6000 files" in str(refusal(tmp_path / "c.docx", many.getvalue()))


def test_a_zip_that_is_no_document_is_said_to_be_one(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "text")
    assert "no Word document" in str(refusal(tmp_path / "a.docx", out.getvalue()))


def test_gzip_is_looked_through(tmp_path: Path) -> None:
    article = one(tmp_path / "2031-05-04-truce.txt.gz", gzip.compress(b"Talks resume.\n") + gzip.compress(b"More.\n"))
    assert (article.id, article.text) == ("2031-05-04-truce", "Talks resume.\nMore.\n")
    assert "breaks off" in str(refusal(tmp_path / "b.txt.gz", gzip.compress(b"Talks resume." * 99)[:-9]))


def test_a_gzip_file_of_many_members_is_read_and_one_of_very_many_refused_at_once(tmp_path: Path) -> None:
    words = [f"Norland said {number}.\n" for number in range(2000)]
    packed = b"".join(gzip.compress(line.encode()) for line in words)
    assert one(tmp_path / "a.txt.gz", packed + bytes(100)).text == "".join(words)
    begun = time.monotonic()
    assert "pieces" in str(refusal(tmp_path / "b.txt.gz", gzip.compress(b"") * 500_000))
    assert time.monotonic() - begun < 5  # else it is hours


PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Ministers meet | Courier</title>
<meta property="og:title" content="Ministers meet"><meta property="og:site_name" content="The Strait Courier">
{date}<meta name="author" content="Ada Holm"></head><body><nav><a href="/">Home</a> <a href="/x">Sport</a></nav>
<article><h1>Ministers meet</h1><p>Norland’s minister insisted on the withdrawal of all patrols from the strait, and
said on 3 March 2030 that talks would go on.</p><p>Sudmark rejected the withdrawal of its patrols, and demanded
compensation for the lost catches of this season.</p></article><footer>Copyright 2029</footer></body></html>"""
PUBLISHED = '<meta property="article:published_time" content="2031-05-04T10:00:00Z">'


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_gives_its_main_text_and_what_its_markup_says(tmp_path: Path, charset: str) -> None:
    article = one(tmp_path / "a.html", PAGE.format(charset=charset, date=PUBLISHED).encode(charset))
    source = article.source
    assert (source.title, str(source.published)) == ("Ministers meet", "2031-05-04")
    assert (source.outlet, source.author) == ("The Strait Courier", "Ada Holm")
    assert "Norland’s minister insisted" in (article.text or "")
    assert "Sport" not in (article.text or "")
    assert "Copyright" not in (article.text or "")


def test_a_date_in_a_page_s_words_is_not_its_date(tmp_path: Path) -> None:
    assert one(tmp_path / "a.html", PAGE.format(charset="utf-8", date="").encode()).source.published is None


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("", "the accord agreed on 04/05/2023 holds"),
        ("", "since 2024-01-17 there is a truce"),
        ("", "on 2024-01-17 10:30:00 it began"),
        ("", "it began on <time datetime='2024-01-17'>Wednesday</time>"),
        ("", "</p><aside><article><header><time datetime='2024-01-17'>x</time></header></article></aside><p>"),
        ("", "<span class='date'>on 17 January 2024</span>"),
        ("", "</p><footer>Updated on 17 January 2024</footer><p>"),
        ('<meta name="description" content="The accord of 2024-01-17 10:30">', ""),
        ('<meta property="og:image" content="https://courier.example/2024/01/17/ship.jpg">', ""),
        ('<meta property="article:modified_time" content="2024-01-17T10:30:00Z">', ""),
        ('<meta itemprop="copyrightYear" content="2024">', ""),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2024-01-17"}</script>', ""),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished"</script>', ""),
        pytest.param('<script type="application/ld+json">' + "[" * 100_000 + "</script>", "", id="deep"),
    ],
)
def test_no_day_of_a_page_s_words_or_of_other_things_is_its_date(tmp_path: Path, head: str, words: str) -> None:
    page = PAGE.format(charset="utf-8", date=head).replace("the strait, and", f"the strait, {words}, and")
    page = page.replace("<h1>Ministers meet", "<h1>Ministers meet on 17 January 2024")
    assert one(tmp_path / "a.html", page.encode()).source.published is None


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="pubdate" content="20310504103000"><link rel="canonical" href="https://courier.example/2020/01/01/x">',
        '<meta name="DC.date.issued" content="Sun, 04 May 2031 23:30:00 +0200">',
        '<meta name="date" content="2031/05/04"><meta property="article:modified_time" content="2031-06-01">',
        '<meta name="date" content="2031-05-09"><meta name="publish-date" content="May 4, 2031">',
        LD.format('[{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2031-05-04T01:00:00+02:00"}, 7]}]'),
        LD.format('{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2031-05-04"},\n'
                  '"datePublished": "2030-01-01"}'),
        '<link rel="canonical" href="https://courier.example/2031/05/04/ministers-meet">',
        '<meta property="article:published_time" content="1970-01-01"><meta name="dc.date" content="4 May 2031">',
        '<meta name="date" content="2031-05-04"><meta name="pubdate" content="2031-05-05">'
        '<meta name="pubdate" content="2031-05-06">',
    ],
)  # fmt: skip
def test_a_page_s_date_is_what_its_markup_names_clearly(tmp_path: Path, head: str) -> None:
    page = PAGE.format(charset="utf-8", date=head)
    assert str(one(tmp_path / "a.html", page.encode()).source.published) == "2031-05-04"


@pytest.mark.parametrize(
    "mark",
    [
        '<time pubdate datetime="2031-05-04T10:00">today</time>',
        '<time class="entry-date published" datetime="2031-05-04">4/5</time>',
        '<time itemprop="datePublished" datetime="2031-05-04">4/5</time>',
        '<span itemprop="datePublished dateModified">Published on 4 May 2031</span>',
        '<header><time datetime="2031-05-04">4/5</time></header>',
        '<p class="byline">By Ada Holm, <time datetime="2031-05-04">4/5</time></p>',
    ],
)
def test_a_time_that_a_page_marks_as_its_publication_is_its_date(tmp_path: Path, mark: str) -> None:
    other = 'said that <time datetime="2030-03-03">3 March 2030</time>'
    page = PAGE.format(charset="utf-8", date="").replace("meet</h1>", f"meet</h1>{mark}").replace("said", other, 1)
    assert str(one(tmp_path / "a.html", page.encode()).source.published) == "2031-05-04"


def test_a_page_without_a_text_is_refused(tmp_path: Path) -> None:
    assert "no main text" in str(refusal(tmp_path / "a.html", b"<html><body><script>x()</script></body></html>"))


def justified(x: float, top: float, wide: float, lines: Sequence[str]) -> list[tuple[float, float, str]]:
    """Lines whose words are spread so that each but the last fills its column, as printers do it."""
    placed = []
    for number, line in enumerate(lines):
        words = line.split()
        blanks = wide - 6 * sum(map(len, words))
        gap = 6.0 if number == len(lines) - 1 else blanks / max(1, len(words) - 1)
        at = x
        for word in words:
            placed.append((at, top - 12 * number, word))
            at += 6 * len(word) + gap
    return placed


def test_in_justified_columns_wide_blanks_between_words_are_no_gutters(tmp_path: Path) -> None:
    page = justified(60, 740, 200, LEFT) + justified(310, 752, 200, ["meets again.", *RIGHT])
    text = one(tmp_path / "a.pdf", pdf(page)).text or ""
    assert "Norland insisted on the withdrawal of all patrols from the strait, and on a ceasefire." in text
    assert text.index("in Port Ost.") < text.index("meets again.")
    assert "Sudmark rejected the terms, and offered compensation of 4 million crowns for lost catches." in text


def test_a_justified_page_of_one_column_is_one(tmp_path: Path) -> None:
    lines = ["so it is at the end of it all", "as it was on the day of a row", "if he is in on the way to it", "we do."]
    assert one(tmp_path / "a.pdf", pdf(justified(60, 740, 300, lines))).text == " ".join(lines) + "\n"


def test_a_sentence_goes_on_behind_a_gap(tmp_path: Path) -> None:
    page = column(60, 700, ["Norland demands a truce and", "", "", "a vote.", "", "", "Sudmark agrees."])
    assert one(tmp_path / "a.pdf", pdf(page)).text == "Norland demands a truce and a vote.\n\nSudmark agrees.\n"


def test_ligatures_are_letters() -> None:
    assert columns.flowing([["The ﬁsh and the oﬃce staﬀ."]]) == "The fish and the office staff.\n"
