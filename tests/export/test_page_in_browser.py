"""The exported page as people use it, in Chromium: sorted, filtered, opened, printed; and nothing in it is obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import Watched, chromium, watched
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from samples import HOSTILE, make_content

from positions.display import one_line
from positions.export import Content, render


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def write(folder: Path, content: Content) -> str:
    """The page in a file, as a person opens it; its address."""
    path = folder / "matrix.html"
    path.write_bytes(render(content, "html"))
    return path.as_uri()


@pytest.fixture
def seen(browser: Browser, tmp_path: Path) -> Iterator[Watched]:
    """The page of a small negotiation, nothing complained of yet; nor afterwards, nor anything asked for but itself."""
    with browser.new_context(viewport={"width": 1000, "height": 700}) as context:
        opened = watched(context)
        address = write(tmp_path, make_content(("a ferry", "fishing quotas")))
        opened.page.goto(address)
        yield opened
        assert opened.requests == [address]
        assert opened.complaints == []


def issues(page: Page) -> list[str]:
    """The names of the issues in view, from the top."""
    return page.locator("tbody.issue:visible .name").all_inner_texts()


def test_evidence_opens_by_click_and_by_key_and_closes(seen: Watched) -> None:
    page = seen.page
    assert page.locator("tr.evidence:visible").count() == 0
    page.locator("button.open", has_text="rejects").click()
    assert page.locator("mark:visible").all_inner_texts() == ["Sudmark rejected it."]
    page.keyboard.press("Escape")
    assert page.locator("tr.evidence:visible").count() == 0
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert page.locator("mark:visible").all_inner_texts() == ["Norland insisted on the withdrawal of all patrols"]


def test_a_click_on_a_heading_sorts_and_another_turns_round(seen: Watched) -> None:
    page = seen.page
    heading = page.locator("thead th", has_text="Issue")
    heading.get_by_role("button").click()
    assert issues(page) == ["a ferry", "fishing quotas", "patrols in the strait", "prisoners"]
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.get_by_role("button").click()
    assert issues(page) == ["prisoners", "patrols in the strait", "fishing quotas", "a ferry"]
    page.locator("thead th", has_text="Sudmark").get_by_role("button").click()
    assert issues(page)[0] == "patrols in the strait"  # empty cells last


def test_words_status_and_party_narrow(seen: Watched) -> None:
    page = seen.page
    page.keyboard.press("/")
    page.keyboard.type("FLEET rejects")
    assert issues(page) == ["patrols in the strait"]
    assert page.locator("#count").inner_text() == "1 of 4 issues"
    page.keyboard.press("Escape")
    assert len(issues(page)) == 4
    page.get_by_label("Status").select_option("agreed")
    assert issues(page) == ["prisoners"]
    page.get_by_label("Status").select_option("")
    page.get_by_label("Party").select_option(label="Sudmark")
    assert issues(page) == ["patrols in the strait"]
    assert page.locator("thead th:visible", has_text="Norland").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark_as_the_person_has_it(seen: Watched, scheme: str) -> None:
    seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    ground, text = (
        sum(map(int, seen.page.evaluate(f"getComputedStyle(document.body).{what}").strip("rgb()").split(",")))
        for what in ("backgroundColor", "color")
    )
    assert (ground > 600 > text) if scheme == "light" else (ground < 150 < text)


@pytest.mark.parametrize("width", [320, 700, 1600])
def test_at_any_width_evidence_is_read_without_scrolling_sideways(seen: Watched, width: int) -> None:
    page = seen.page
    page.set_viewport_size({"width": width, "height": 700})
    page.locator("button.open").first.click()
    page.evaluate("scrollTo(0, 0)")
    box = page.locator("blockquote:visible").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_the_headings_stay_in_view(browser: Browser, tmp_path: Path) -> None:
    with browser.new_context(viewport={"width": 1000, "height": 400}) as context:
        page = context.new_page()
        page.goto(write(tmp_path, make_content(tuple(f"issue {number}" for number in range(40)))))
        page.evaluate("scrollTo(0, 1500)")
        box = page.locator("thead th").first.bounding_box()
        assert box is not None
        assert box["y"] == 0


def test_paper_has_the_matrix_and_what_is_open_but_no_controls(seen: Watched, tmp_path: Path) -> None:
    page = seen.page
    page.locator("button.open", has_text="rejects").click()
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    [paper, *_] = PdfReader(tmp_path / "page.pdf").pages
    text = " ".join(paper.extract_text().split())
    assert paper.mediabox.width > paper.mediabox.height
    assert "patrols in the strait" in text
    assert "Sudmark rejected it." in text
    assert "Words" not in text
    assert "↕" not in text


def test_hostile_words_are_shown_and_do_nothing(browser: Browser, tmp_path: Path) -> None:
    with browser.new_context() as context:
        seen = watched(context)
        page = seen.page
        page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
        address = write(tmp_path, make_content(HOSTILE))
        page.goto(address)
        for button in page.locator("button.open").all():
            button.click()
        shown = [" ".join(name.split()) for name in page.locator("tbody.issue .name").all_text_contents()]
        assert shown[2:] == [" ".join(one_line(claim).split()) for claim in HOSTILE]
        assert page.locator("main img, main script, main a").count() == 0
        assert page.url == address
        assert seen.requests == [address]
        assert seen.complaints == []


def test_what_slips_into_the_page_is_stopped_by_its_policy(browser: Browser, tmp_path: Path) -> None:
    """Should our escaping fail one day: no foreign script runs, nothing is fetched."""
    page_text = render(make_content(), "html").decode()
    slipped = "<script>document.title = 'owned'</script><img src='http://127.0.0.1:9/x'></main>"
    path = tmp_path / "matrix.html"
    path.write_text(page_text.replace("</main>", slipped), encoding="utf-8")
    with browser.new_context() as context:
        seen = watched(context)
        seen.page.goto(path.as_uri())
        assert seen.page.title() == "Talks on the strait"
        assert len([said for said in seen.complaints if "Content Security Policy" in said]) >= 2
