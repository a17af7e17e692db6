"""What of an article's origin may be opened: addresses of the web, and pages inside the folder that are looked at."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from positions.errors import InputError
from positions.model import Source
from tui.originals import originals, path_of, wants_terminal


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "strait"
    (folder / "sources").mkdir(parents=True)
    for name in ("a1.html", "a 2.pdf", "run.desktop", "run.sh"):
        (folder / "sources" / name).write_text("x")
    (tmp_path / "secret.html").write_text("x")
    (folder / "sources" / "link.html").symlink_to(tmp_path / "secret.html")
    return folder


def test_the_address_comes_first_and_then_the_page_that_was_kept(root: Path) -> None:
    found = originals(Source(url="https://courier.example/a?b=c", original="sources/a1.html"), root)
    assert [one.url for one in found] == ["https://courier.example/a?b=c", (root / "sources/a1.html").as_uri()]
    assert originals(Source(original="sources/a 2.pdf"), root)[0].url.endswith("a%202.pdf")
    assert originals(Source(), root) == ()


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example", "http://", "a.example", "https://a b", "--new-tab",
     "https://a\x1b[2J.example", "http://[", "data:text/html,x"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_opened(url: str, root: Path) -> None:
    with pytest.raises(InputError, match="of the web"):
        originals(Source(url=url), root)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../secret.html", "leads out"),
        ("/etc/passwd", "leads out"),
        ("..\\secret.html", "leads out"),
        ("sources/link.html", "leads out"),
        (".git/report.html", "out of sources/"),
        ("sources/run.desktop", "of this kind"),
        ("sources/run.sh", "of this kind"),
        ("sources/gone.html", "is gone"),
        ("sources", "of this kind"),
    ],
)
def test_only_pages_inside_that_are_not_run_are_opened(name: str, words: str, root: Path) -> None:
    with pytest.raises(InputError, match=words):
        originals(Source(original=name), root)


def test_what_may_be_opened_is_offered_beside_what_may_not(root: Path) -> None:
    found = originals(Source(url="javascript:x", original="sources/a1.html"), root)
    assert len(found) == 1


def test_a_browser_that_draws_into_the_terminal_gets_it() -> None:
    assert wants_terminal(webbrowser.GenericBrowser("lynx"))
    assert wants_terminal(webbrowser.Elinks("elinks"))
    assert not wants_terminal(webbrowser.BackgroundBrowser("xdg-open"))
    assert not wants_terminal(webbrowser.Mozilla("firefox"))


def test_only_a_kept_page_is_a_file(root: Path) -> None:
    kept = root / "sources" / "a page.html"
    assert path_of(kept.as_uri()) == kept
    assert path_of("https://courier.example/a%20page") is None
