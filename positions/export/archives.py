"""Members of the archives that exports are (workbooks, project files): the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import zipfile

WHEN = dt.datetime(1980, 1, 1)
"""The time that members bear, the earliest that an archive can tell."""


def member(name: str) -> zipfile.ZipInfo:
    """A compressed member that bears no clock's time."""
    info = zipfile.ZipInfo(name, WHEN.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
