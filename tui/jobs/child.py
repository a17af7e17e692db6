"""The process that adds, reads and compares: `python -P -m tui.jobs.child FOLDER`, started by `runner` alone.

It takes a `Job` from its standard input and tells `messages`. What any library prints goes to standard error, where it
can be mistaken for no message. When the other end of standard input closes, the application is gone: this ends too,
after a moment in which what is being written is written. It makes way for the screen, which keys wait for.
"""

from __future__ import annotations

import _thread
import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from positions.adding import Reading as Reader
from positions.adding import each_taken, readings, take
from positions.errors import FileFaults, PositionsError
from positions.model import Article, Source
from positions.workers import BESIDE

from .messages import (
    Added,
    Began,
    Done,
    Embedded,
    Fault,
    Fetched,
    Job,
    Message,
    Note,
    Reading,
    Refused,
    Settled,
    Through,
)

if TYPE_CHECKING:
    from positions.negotiation import Negotiation

GRACE_SECONDS = 3.0
"""What a process without an application may take to end by itself."""
TELL_SECONDS = 0.2
"""How often it is told how far an article is read."""
NICENESS = 5
REPORT = "this is a fault of the program: please report it"
COMPARED_AGAIN = 3
"""Times to compare where files go on changing."""

Tell = Callable[[Message], None]
INTERRUPTED, BAD_INPUT, OUR_BUG = 130, 2, 70


def main(folder: str) -> int:
    """Do the job; the exit code."""
    out = _taken_over()
    if hasattr(os, "nice"):
        os.nice(NICENESS)

    def tell(message: Message) -> None:
        out.write(message.model_dump_json().encode() + b"\n")
        out.flush()

    try:
        job = Job.model_validate_json(sys.stdin.buffer.readline())
        Thread(target=_end_with_application, daemon=True).start()
        _do(Path(folder), job, tell)
        tell(Done())
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # whatever it is, the person must be told
        tell(Fault(**_words(error)))
        return BAD_INPUT if isinstance(error, PositionsError) else OUR_BUG
    return 0


def _taken_over() -> BinaryIO:
    """The standard output, for messages alone; what else is printed goes to standard error."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    return out


def _end_with_application() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    _thread.interrupt_main()
    time.sleep(GRACE_SECONDS)
    os._exit(INTERRUPTED)


def _do(folder: Path, job: Job, tell: Tell) -> None:
    from positions.negotiation import Negotiation

    negotiation = Negotiation(folder, tell=lambda text: tell(Note(text=_sound(text))))
    read = job.read
    if job.adds:
        tell(Began(stage="adding"))
        read = _add(negotiation, job, tell) > 0 and read
    if read:
        tell(Began(stage="reading"))
        _read(negotiation, job, tell)
    tell(Began(stage="comparing"))
    _compare(negotiation, tell)


def _add(negotiation: Negotiation, job: Job, tell: Tell) -> int:
    """Take in what is named; how many articles are new."""
    from positions.copylinks import CopyLinks
    from positions.naming import moment

    given = Source(title=job.title, published=moment(job.date) if job.date else None, outlet=job.outlet)
    copies, added = CopyLinks(negotiation), 0
    for line, sources in _lines(job, given, tell):
        clean = True
        for source, taken in each_taken(sources, lambda found: take(negotiation, found, copies)):
            if isinstance(taken, Exception):
                clean = False
                tell(Refused(source=_sound(source), **_words(taken)))
                continue
            added += taken.added
            told = Added(
                source=_sound(source),
                article=taken.article,
                new=taken.added,
                remarks=taken.remarks,
                same_as=taken.same_as,
            )
            tell(told)
        if clean:
            tell(Settled(line=line))
    return added


def _lines(job: Job, given: Source, tell: Tell) -> Iterator[tuple[str, Iterator[tuple[str, Reader]]]]:
    """Each line that was typed with its sources; the pasted text stands under an empty one."""
    from positions.reading import is_url, read_found

    from .folders import meant

    if job.text is not None:
        pasted = io.BytesIO(job.text.encode())
        yield "", iter([("the text", partial(read_found, "-", given, stdin=pasted))])
    for line in job.sources:
        if is_url(line):
            continue
        try:
            sources = meant(line)
        except PositionsError as error:
            tell(Refused(source=line, **_words(error)))
            continue
        yield line, readings(sources, given)
    urls = [line for line in job.sources if is_url(line)]
    for url, read in readings(urls, given, watch=lambda done, total: tell(Fetched(done=done, total=total))):
        yield url, iter([(url, read)])


def _read(negotiation: Negotiation, job: Job, tell: Tell) -> None:
    """Read what is new or changed."""
    from positions.engines import choose
    from positions.workflow import extract_negotiation

    last = 0.0

    def watch(article: Article, place: int) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_SECONDS:
            last = time.monotonic()
            tell(Reading(article=article.id, share=place / max(1, len(article.text or ""))))

    def note(text: str) -> None:
        tell(Note(text=_sound(text)))

    engine = choose(negotiation, tell=note)
    try:
        for through in extract_negotiation(negotiation, everything=job.everything, watch=watch, engine=engine):
            tell(Through(**{**through._asdict(), "detail": _sound(through.detail)}))
    finally:
        if engine is not None and not isinstance(engine, str):
            for line in engine.report().splitlines():
                note(line)


def _compare(negotiation: Negotiation, tell: Tell) -> None:
    """Compare, so that the application finds the matrix kept; again where somebody edited a file meanwhile."""
    from positions.workflow import compare_negotiation, embed_negotiation, is_compared

    for _ in range(COMPARED_AGAIN):
        for done, total in embed_negotiation(negotiation, where=BESIDE):
            tell(Embedded(done=done, total=total))
        compare_negotiation(negotiation)
        if is_compared(negotiation):
            return


def _words(error: Exception) -> dict[str, str | None]:
    """A fault, or what is one of the program, as a message has it."""
    if not isinstance(error, PositionsError):
        return {"fault": _sound(f"{type(error).__name__}: {error}"), "hint": REPORT}
    fault = error.faults[0] if isinstance(error, FileFaults) else error
    more = f" (and {len(error.faults) - 1} more)" if isinstance(error, FileFaults) and len(error.faults) > 1 else ""
    place = f"{fault.place}: " if fault.place else ""
    return {"fault": _sound(f"{place}{fault.message}{more}"), "hint": _sound(fault.hint) if fault.hint else None}


def _sound(text: str) -> str:
    """The text as JSON can carry it: file names may hold bytes that are no characters."""
    return text.encode("utf-8", "replace").decode()


if __name__ == "__main__":
    code = main(sys.argv[1])
    sys.stderr.flush()
    os._exit(code)  # threads that wait for a server, or inside native code, keep nobody waiting
