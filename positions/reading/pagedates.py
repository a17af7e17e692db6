"""The day on which a page says that it was published: in its markup, never in its words.

What counts, and in this order: a `<meta>` that names the publication; `datePublished` of the article that the page
describes as JSON-LD (schema.org); an element that the page marks as the publication (`itemprop="datePublished"`,
`<time pubdate>`, a `<time>` of the classes that microformats and WordPress give it, or in an article's byline or
header); a day written out in the page's address. Each needs to name one day: of two, nobody knows which is meant. When
a page was last changed, and the year of its copyright, are other days.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from positions.reading.dates import day_in

HtmlElement: TypeAlias = Any
"""One of lxml, which has no types of its own."""

_PUBLISHED = tuple(
    """article:published_time article:published article:published_date article.published og:article:published_time
    og:published_time og:article:published og:pubdate datepublished date_published published_time published-date
    published_date publisheddate publication_date article:publicationdate originalpublicationdate
    citation_publication_date citation_date parsely-pub-date sailthru.date pubdate pdate publishdate publish-date
    publish_date publish_time bt:pubdate rnews:datepublished cxenseparse:recs:publishtime rbpubdate
    shareaholic:article_published_time article_date_original dc.date.issued dcterms.issued
    dc.date.publication""".split()
)
"""Names of metadata that say when an article was published."""
_DATED = tuple("date dc.date dc:date dcterms.date dc.date.created dcterms.created dc.created dc:created".split())
"""Names that say when it was written; they count where none of the others is there."""
_BY_URL = re.compile(r"(?<!\d)(\d{4})([/_-])(\d\d)\2(\d\d)(?!\d)")
_STAMP = re.compile(r"\s*(\d{4})([-/.]?)(\d\d)\2(\d\d)(?=(?:\d{4}(?:\d\d)?)?(?!\d))")
"""Year, month and day; the time may stand at once behind them, in digits."""
_LONGEST_STAMP = 60
"""Characters; what is longer is a sentence."""
_FIRST, _LAST = dt.date(1970, 1, 2), dt.date(2100, 1, 1)
"""The first of January 1970 is how a computer says that it has no date. What is dated ahead is told by `check`; it is
not left out here in silence."""
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_PAGE = re.compile(r"Page$")
_MOST = 500
"""Elements of a kind, or things described as JSON-LD, that are looked at."""
_CLASSES = frozenset("published dt-published entry-date date-published publish-date pubdate".split())
_LONGEST_CLASS = 1000
_ELSEWHERE = ("aside", "nav", "footer")


def published_of(tree: HtmlElement, url: str | None) -> dt.date | None:
    """The day on which the page of a tree, found at `url`, was published; None where it names none, or several."""
    for values in _sources(tree, url):
        days = set(filter(None, map(_day, values)))
        if len(days) == 1:
            return days.pop()
    return None


def _sources(tree: HtmlElement, url: str | None) -> Iterator[Iterable[str]]:
    """What the page has to say about its day, what says it most clearly first."""
    metas = list(_metas(tree))
    yield (value for name, value in metas if name in _PUBLISHED)
    things = list(islice(_things(tree), _MOST))
    yield _told(things, _ARTICLE)
    yield _told(things, _PAGE)
    yield (_value(element) for element in _own(tree.xpath("//*[@itemprop]")) if _is_property(element))
    times = list(_own(tree.iter("time")))
    yield (_value(element) for element in times if element.get("pubdate") is not None)
    dated = [element for element in times if element.get("datetime")]
    yield (_value(element) for element in dated if not _CLASSES.isdisjoint(_classes(element)))
    yield (_value(element) for element in dated if _is_headed(element))
    yield (value for name, value in metas if name in _DATED)
    yield from ([address] for address in _addresses(tree, url))


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in islice(tree.iter("meta"), _MOST):
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        yield (name or "").strip().lower(), element.get("content") or ""


def _things(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """What the page describes as JSON-LD: at the top, in a graph, or as what the page is about."""
    for element in islice(tree.iter("script"), _MOST):
        if "ld+json" in (element.get("type") or "").lower():
            try:
                left = [json.loads(element.text or "", strict=False)]
            except (ValueError, RecursionError):
                continue
            while left:
                one = left.pop()
                if isinstance(one, list):
                    left += one[:_MOST]
                elif isinstance(one, dict):
                    yield one
                    left += [one[key] for key in ("@graph", "mainEntity") if key in one]


def _told(things: Iterable[dict[str, Any]], kind: re.Pattern[str]) -> Iterator[str]:
    for one in things:
        kinds = one.get("@type")
        if any(isinstance(name, str) and kind.search(name) for name in (kinds if isinstance(kinds, list) else [kinds])):
            yield str(one.get("datePublished") or "")


def _own(elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """Those of the page's own article: one within an article is a comment on it, or another one's summary."""
    for element in islice(elements, _MOST):
        above = [one.tag for one in element.iterancestors()]
        if above.count("article") < 2 and not any(tag in _ELSEWHERE for tag in above):
            yield element


def _is_property(element: HtmlElement) -> bool:
    return "datepublished" in (element.get("itemprop") or "")[:_LONGEST_CLASS].lower().split()


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "")[:_LONGEST_CLASS].lower().split()


def _is_headed(element: HtmlElement) -> bool:
    """Is a time in a byline, or in a header that is not the whole site's?"""
    above = list(element.iterancestors())
    tags = [one.tag for one in above]
    is_in_header = "header" in tags and ("article" in tags or "main" in tags)
    return is_in_header or any("byline" in name for one in above for name in _classes(one))


def _value(element: HtmlElement) -> str:
    """What an element says by an attribute, else by its few words."""
    told = element.get("datetime") or element.get("content")
    return str(told or "".join(islice(element.itertext(), _LONGEST_STAMP)))


def _addresses(tree: HtmlElement, url: str | None) -> Iterator[str]:
    """The day in the page's own address, as a stamp: where it was found, and what it calls itself."""
    links = (element.get("href") for element in tree.iter("link") if element.get("rel") == "canonical")
    for address in (url, next(links, None)):
        try:
            path = urlsplit(address or "").path
        except ValueError:
            continue
        days = {f"{found[1]}-{found[3]}-{found[4]}" for found in _BY_URL.finditer(path)}
        if len(days) == 1:
            yield days.pop()


def _day(value: str) -> dt.date | None:
    """The day of a moment as programs and people write one."""
    if len(value) > _LONGEST_STAMP:
        return None
    stamp = _STAMP.match(value)
    try:
        found = dt.date(int(stamp[1]), int(stamp[3]), int(stamp[4])) if stamp else day_in(value)
    except ValueError:
        return None
    return found if found is not None and _FIRST <= found < _LAST else None
