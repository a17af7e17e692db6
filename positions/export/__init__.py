"""A compared negotiation in the forms that others take it in; one module a format.

Pure: content in, text or bytes out. What may be shown is settled before (`withholding`), and files are written by
`exporting`. The libraries for workbooks and pages are imported where they are used.
"""

from __future__ import annotations

from positions.export.content import Content

__all__ = ["FORMATS", "Content", "render"]

FORMATS = ("md", "html", "csv", "xlsx", "jsonl", "json")


def render(content: Content, form: str) -> bytes:
    """The content in one of `FORMATS`, as the bytes of a file; texts are UTF-8. The same content gives the same bytes.

    Raises KeyError for another format.
    """
    if form == "xlsx":
        from positions.export.tables import to_xlsx

        return to_xlsx(content)
    return _text(content, form).encode("utf-8")


def _text(content: Content, form: str) -> str:
    match form:
        case "md":
            from positions.export.brief import to_markdown

            return to_markdown(content)
        case "html":
            from positions.export.page import to_html

            return to_html(content)
        case "csv":
            from positions.export.tables import to_csv

            return to_csv(content)
        case "jsonl":
            from positions.export.lines import to_jsonl

            return to_jsonl(content)
        case "json":
            from positions.export.document import to_json

            return to_json(content)
    raise KeyError(form)
