"""The page, read as a browser reads it: nothing loaded, nothing obeyed, every control and all evidence there."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from samples import HOSTILE, make_content

from positions.display import one_line
from positions.export import Content, render

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """The elements of a page with their attributes and texts; elements must be closed in the order they were opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for number in self._open:
            self.elements[number][2].append(data)

    def all(self, tag: str, cls: str | None = None) -> list[tuple[dict[str, str | None], str]]:
        """Attributes and text of every such element."""
        return [
            (attrs, " ".join("".join(texts).split()))
            for name, attrs, texts in self.elements
            if name == tag and (cls is None or cls in (attrs.get("class") or "").split())
        ]

    def raw(self, tag: str) -> str:
        [(_, _, texts)] = [element for element in self.elements if element[0] == tag]
        return "".join(texts)


def page_of(content: Content) -> Page:
    return Page(render(content, "html").decode("utf-8"))


def test_the_matrix_is_a_table_with_headers_for_rows_and_columns() -> None:
    page = page_of(make_content())
    assert page.all("h1") == [({}, "Talks on the strait")]
    heads = [text for attrs, text in page.all("th") if attrs.get("scope") == "col"]
    assert heads == ["Status", "Issue", "Norland", "Sudmark", "Newest"]
    assert [attrs["data-status"] for attrs, _ in page.all("tbody", "issue")] == ["sticking", "agreed"]
    assert [text for _, text in page.all("td", "status")] == ["■ sticking?", "● agreed, accepted"]
    assert [text for _, text in page.all("span", "name")] == ["patrols in the strait", "prisoners"]


def test_every_cell_with_statements_opens_its_own_evidence() -> None:
    page = page_of(make_content())
    evidence = {attrs["id"]: text for attrs, text in page.all("tr", "evidence")}
    buttons = page.all("button", "open")
    assert [attrs["aria-controls"] for attrs, _ in buttons] == list(evidence)
    assert {attrs["aria-expanded"] for attrs, _ in buttons} == {"true"}  # open without a script, which closes it
    norland, sudmark, _ = evidence.values()
    assert "demands: the withdrawal of all patrols (a red line)" in norland
    assert "Norland insisted on the withdrawal of all patrols. Sudmark rejected it." in norland
    assert "Terms | for a truce, The *Strait* Courier, 2031-05-04" in norland
    assert "not reviewed" in norland
    assert "by Ada Holm" in sudmark
    assert "(earlier)" in sudmark
    assert [text for _, text in page.all("mark")] == [
        "Norland insisted on the withdrawal of all patrols",
        "Sudmark rejected it.",
    ]


def test_controls_have_labels_and_appear_with_the_script_only() -> None:
    page = page_of(make_content())
    [(form, _)] = page.all("form")
    assert "hidden" in form
    labels = [text for _, text in page.all("label")]
    assert [label.split()[0] for label in labels] == ["Words", "Status", "Party"]
    assert [attrs["value"] for attrs, _ in page.all("option")] == ["", "sticking", "agreed", "open", "", "0", "1"]
    script = page.raw("script")
    identifiers = {attrs["id"] for _, attrs, _ in page.elements if "id" in attrs}
    assert set(re.findall(r'getElementById\("([a-z]+)"\)', script)) <= identifiers


def test_nothing_is_loaded_and_only_the_pages_own_script_and_style_may_run() -> None:
    page = page_of(make_content(HOSTILE))
    assert {tag for tag, _, _ in page.elements} & {"link", "img", "iframe", "object", "embed", "base", "video"} == set()
    for _, attrs, _ in page.elements:
        assert not {name for name in attrs if name.startswith("on") or name in ("src", "srcset", "style", "action")}
    [policy] = [attrs["content"] for attrs, _ in page.all("meta") if "http-equiv" in attrs]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw(tag).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "url(" not in page.raw("style")
    assert "@import" not in page.raw("style")
    assert not re.search(r"innerHTML|fetch\(|XMLHttp|eval\(|https?:", page.raw("script"))


def test_the_page_is_made_for_dark_light_and_paper() -> None:
    style = page_of(make_content()).raw("style")
    assert "@media (prefers-color-scheme: dark)" in style
    assert "@media print" in style
    assert ":focus-visible" in style


def test_hostile_words_are_shown_as_they_are() -> None:
    page = page_of(make_content(HOSTILE))
    assert [text for _, text in page.all("span", "name")][2:] == [one_line(claim) for claim in HOSTILE]
    assert len(page.all("script")) == 1
    assert not page.all("a")


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=3, unique=True))
def test_any_text_is_shown_as_it_is(claims: list[str]) -> None:
    content = make_content(tuple(claims))
    names = [text for _, text in page_of(content).all("span", "name")]
    assert names == [" ".join(one_line(row.issue).split()) for row in content.matrix.rows]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render(make_content(), "html") == render(make_content(), "html")
