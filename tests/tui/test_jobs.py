"""Jobs: how a run takes what it is told, what is left of what was typed, and what becomes of the process."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from working import command, telling, until

from positions import workflow
from positions.errors import ConflictError, InputError, UsageError
from positions.negotiation import Negotiation
from tui.jobs import child as job_child
from tui.jobs import runner as job_runner
from tui.jobs.folders import Shelf, meant, opened
from tui.jobs.intake import Intake
from tui.jobs.jobs import Jobs
from tui.jobs.messages import (
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
    parsed,
)
from tui.jobs.run import KEPT, Run
from tui.jobs.runner import Runner
from tui.memory import Memory

READ = Job(read=True)


def after(*messages: Message, job: Job = READ) -> Run:
    run = Run(job)
    for message in messages:
        run = run.heard(message)
    return run


READING = (
    Began(stage="reading"),
    Through(done=1, total=3, article="call", outcome="unchanged"),
    Through(done=2, total=3, article="round", outcome="written", detail="3 positions"),
    Reading(article="talks", share=0.5),
)


class TestRun:
    def test_it_says_where_it_is_and_how_far(self) -> None:
        run = after(*READING)
        assert run.words == "reading 2 of 3"
        assert run.headline == "Reading 2 of 3 · talks 50%"
        assert run.bar(12) == "██████████░░"
        assert run.summary == "1 unchanged, 1 written"
        assert [line.text for line in run.log] == ["round: written, 3 positions"]

    def test_a_part_that_cannot_be_counted_has_no_bar(self) -> None:
        run = after(*READING, Began(stage="comparing"))
        assert (run.words, run.bar(10)) == ("comparing…", "")
        run = run.heard(Embedded(done=512, total=1024))
        assert (run.words, run.bar(10)) == ("comparing 512 of 1024 texts", "█████░░░░░")

    def test_what_was_added_is_told_with_what_to_do(self) -> None:
        run = after(
            Began(stage="adding"),
            Fetched(done=1, total=2),
            Added(source="a.txt", article="a", new=True),
            Added(source="b.txt", article="b", new=True, remarks=("it has no date: write it",)),
            Added(source="c.txt", article="c", new=False, same_as="a"),
            Refused(source="d.doc", fault="an old document", hint="save it as .docx"),
        )
        assert run.words == "adding 1 of 2"
        assert [f"{line.sign} {line.text}" for line in run.taken] == [
            "✓ added a",
            "? added b; it has no date: write it",
            "· known c: the same text as a",
            "✗ refused d.doc: an old document — save it as .docx",
        ]
        assert run.summary == "2 added, 1 refused"

    def test_what_comes_from_outside_is_harmless_and_on_one_line(self) -> None:
        run = after(Note(text="a\x1b[31m\nb\u202ec"), Reading(article="x\x07", share=7)).logged("\x9bZ" + "y" * 5000)
        assert [line.text[:8] for line in run.log] == ["a␛[31m b", "�Zyyyyyy"]
        assert len(run.log[1].text) <= 600
        assert (run.article, run.share) == ("x␇", 1.0)

    def test_the_log_is_kept_to_a_length_and_goes_on_counting(self) -> None:
        run = after(*(Note(text=str(number)) for number in range(KEPT + 5)))
        assert len(run.log) == KEPT
        assert (run.log[-1].number, run.log[0].text) == (KEPT + 5, "5")

    @pytest.mark.parametrize(
        ("messages", "code", "ending", "fault"),
        [
            ((Done(),), 0, "done", None),
            ((), 0, "failed", "its process ended with exit code 0"),
            ((), 3, "failed", "its process ended with exit code 3"),
            ((), -9, "failed", "its process was killed (SIGKILL)"),
            ((), -11, "failed", "its process was killed (SIGSEGV)"),
            ((), -99, "failed", "its process was killed (signal 99)"),
            ((Fault(fault="parties.yaml:3: not so", hint="mend it"),), 2, "failed", "parties.yaml:3: not so"),
        ],
    )
    def test_every_end_is_told(self, messages: tuple[Message, ...], code: int, ending: str, fault: str | None) -> None:
        run = after(Began(stage="reading"), *messages).ended(code)
        assert (run.ending, run.fault) == (ending, fault)
        if fault is not None:
            assert run.hint
            assert run.words == "✗ reading failed (L)"
            assert fault in run.log[-1].text

    def test_one_that_was_short_of_memory_says_so(self) -> None:
        assert "short of memory" in (after().ended(-9).hint or "")

    def test_garbage_is_a_fault(self) -> None:
        run = after(Done()).ended(-9, "\x1b]0;Killed")
        assert run.ending == "failed"
        assert run.fault == "its process said what is no message: '␛]0;Killed'"

    def test_one_that_is_stopped_is_no_fault(self) -> None:
        run = replace(after(*READING), stopping=True)
        assert run.words == "stopping…"
        assert (run.ended(130).ending, run.ended(-9).ending, run.ended(130).fault) == ("stopped", "stopped", None)
        assert replace(after(Done()), stopping=True).ended(0).ending == "done"


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[]", b'{"kind": "began", "stage": "eating"}', b'{"kind": "done", "x": 1}', b"\xff", b"done"]
)
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # pydantic's
        parsed(line)


class TestIntake:
    def test_a_text_becomes_a_job_with_what_is_said_of_it(self) -> None:
        intake = Intake(text="Norland insists.\n", title=" The round ", date="2031-05-04", outlet="")
        assert intake.job(read=True) == Job(text="Norland insists.\n", title="The round", date="2031-05-04", read=True)

    def test_sources_are_taken_line_by_line_each_once(self) -> None:
        intake = Intake(way="files", files="a.txt\n\n  b c.pdf  \na.txt\n")
        assert intake.job(read=False).sources == ("a.txt", "b c.pdf")

    @pytest.mark.parametrize(
        ("intake", "said"),
        [
            (Intake(text=" \n"), "no text"),
            (Intake(way="files"), "no file"),
            (Intake(way="pages", pages="\n"), "no address"),
            (Intake(way="pages", pages="courier.example/a"), "is no address"),
            (Intake(text="x", date="next week"), "is no date"),
            (Intake(text="x", date="2031-02-30"), "is no date"),
            (Intake(way="files", files="a\nb", title="x"), "cannot share one title"),
        ],
    )
    def test_what_cannot_be_meant_is_told_with_what_to_do(self, intake: Intake, said: str) -> None:
        with pytest.raises(UsageError, match=said) as error:
            intake.job(read=False)
        assert error.value.hint

    def test_halves_of_characters_are_no_fault(self) -> None:
        assert Intake(text="a\ud800b").job(read=False).model_dump_json()

    def test_what_is_added_goes_and_what_is_refused_stays(self) -> None:
        intake = Intake(way="files", files="a.txt\nb.doc\n", text="a text", date="2031-05-04", outlet="Courier")
        run = after(Settled(line="a.txt"), Refused(source="b.doc", fault="x"), job=intake.job(read=False))
        left = intake.after(run)
        assert (left.files, left.text, left.date) == ("b.doc\n", "a text", "2031-05-04")
        left = left.after(run.heard(Settled(line="b.doc")))
        assert (left.files, left.date, left.outlet, left.text) == ("", "", "Courier", "a text")

    def test_what_is_typed_again_stays(self) -> None:
        intake = Intake(way="files", files="a.txt\nb.txt\n")
        run = after(Settled(line="a.txt"), job=intake.job(read=False))
        again = intake.after(run).model_copy(update={"files": "a.txt\nb.txt\n"})
        assert again.after(run, run) == again
        assert again.after(run.heard(Settled(line="b.txt")), run).files == "a.txt\n"
        assert again.after(replace(run, job=intake.job(read=True)), run).files == "b.txt\n"

    def test_a_text_goes_only_when_it_is_the_one_that_was_added(self) -> None:
        intake = Intake(text="one", title="One")
        run = after(Settled(line=""), job=intake.job(read=False))
        assert intake.after(run) == Intake()
        changed = intake.model_copy(update={"text": "one and more"})
        assert changed.after(run) == changed

    def test_files_are_taken_and_put_back(self) -> None:
        intake = Intake(files="a.txt").toggled("/x/b c.pdf")
        assert intake.files == "a.txt\n/x/b c.pdf\n"
        assert intake.toggled("a.txt").files == "/x/b c.pdf\n"

    def test_it_is_remembered_until_nothing_is_left(self, tmp_path: Path) -> None:
        memory = Memory(tmp_path / "state", tmp_path)
        intake = Intake(way="pages", pages="https://courier.example/a\n", text="with \x1b")
        memory.keep_intake(intake)
        assert Memory(tmp_path / "state", tmp_path).intake == intake
        memory.keep_intake(Intake(way="pages", outlet="Courier"))
        assert memory.intake == Intake()
        (tmp_path / "state/typed").mkdir(exist_ok=True)
        memory.keep_intake(intake)
        next((tmp_path / "state/typed").iterdir()).write_text('{"way": "by magic", "text": 3, "pages": "x"')
        assert memory.intake == Intake()

    def test_an_application_in_which_nothing_is_typed_leaves_what_is_typed_in_another(self, tmp_path: Path) -> None:
        memory = Memory(tmp_path / "state", tmp_path)
        one, other = (Jobs(tmp_path, lambda: None, memory) for _ in range(2))
        one.take(Intake(text="typed"))
        one.close()
        other.close()
        assert memory.intake == Intake(text="typed")
        third = Jobs(tmp_path, lambda: None, memory)
        third.take(Intake())
        third.keep()
        assert memory.intake == Intake()

    def test_a_way_that_is_none_is_not_remembered(self, tmp_path: Path) -> None:
        memory = Memory(tmp_path / "state", tmp_path)
        memory.keep_intake(Intake(text="x"))
        next((tmp_path / "state/typed").iterdir()).write_text('{"way": "by magic", "text": "y"}')
        assert memory.intake == Intake(text="y")


class TestFolders:
    @pytest.fixture
    def inbox(self, tmp_path: Path) -> Path:
        for name in ("b.txt", "A.PDF", "c d.md", "odd [1].txt", ".hidden.txt", "picture.png", "x\x1b[31m.txt"):
            (tmp_path / name).write_text("x" * 1500)
        (tmp_path / "older").mkdir()
        (tmp_path / "older/e.txt").write_text("x")
        return tmp_path

    def test_a_folder_shows_folders_then_what_can_be_added(self, inbox: Path) -> None:
        shown = [line.cells for line in opened(inbox).listing.lines]
        assert shown == [
            ("../", ""),
            ("older/", ""),
            ("A.PDF", "2 kB"),
            ("b.txt", "2 kB"),
            ("c d.md", "2 kB"),
            ("odd [1].txt", "2 kB"),
            ("x␛[31m.txt", "2 kB"),
        ]

    def test_what_is_chosen_is_marked(self, inbox: Path) -> None:
        assert opened(inbox).with_marks(frozenset({str(inbox / "b.txt"), "other"})).marked == (str(inbox / "b.txt"),)

    def test_lines_lead_to_folders(self, inbox: Path) -> None:
        shelf = opened(inbox)
        assert shelf.folder_at(str(inbox / "older")) == inbox / "older"
        assert shelf.folder_at("..") == inbox.parent
        assert shelf.folder_at(str(inbox / "b.txt")) is None

    def test_one_that_cannot_be_read_says_why(self, tmp_path: Path) -> None:
        assert "cannot be read: No such file" in opened(tmp_path / "none").words
        assert "nothing here to add" in opened(tmp_path).words
        assert Shelf(Path("/")).listing.lines == ()

    @pytest.mark.parametrize(
        ("line", "files"),
        [
            ("{}/b.txt", ["b.txt"]),
            ("{}/c d.md", ["c d.md"]),
            ("'{0}/c d.md' {0}/b.txt", ["c d.md", "b.txt"]),
            ("{}/odd [1].txt", ["odd [1].txt"]),
            ("{}/[bc]*", ["b.txt", "c d.md"]),
            ("{}/**/e.txt", ["older/e.txt"]),
            ("{}/older", ["older"]),
        ],
    )
    def test_a_line_means_paths(self, inbox: Path, line: str, files: list[str]) -> None:
        assert meant(line.format(inbox)) == [str(inbox / name) for name in files]

    def test_a_path_may_begin_at_home(self, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(inbox))
        assert meant("~/b.txt") == [str(inbox / "b.txt")]

    def test_what_is_picked_is_what_is_meant(self, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(inbox))
        for name in (" blank ahead.txt", "~tilde.txt", "it's.txt", "x\x1cy.txt", "\u2028.txt"):
            (inbox / name).write_text("x")
        names = [line.name for line in opened(inbox).listing.lines if line.name != ".."]
        assert "~/b.txt" in names
        intake = Intake(way="files")
        for name in names:
            intake = intake.toggled(name)
        found = [meant(line) for line in intake.job(read=False).sources]
        assert sorted(path for paths in found for path in paths) == sorted(str(path) for path in _open(inbox))
        assert opened(inbox).folder_at("~/older") == inbox / "older"

    @pytest.mark.parametrize("line", ["none.txt", "none*.txt", "a\0b", "~nobody-here/x", "'unclosed", "[", "*.png"])
    def test_what_means_nothing_is_told(self, inbox: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
        monkeypatch.chdir(inbox)
        with pytest.raises(InputError) as error:
            meant(line)
        assert error.value.hint


class TestRunner:
    @pytest.fixture
    def ran(self, tmp_path: Path) -> Iterator[list[Runner]]:
        started: list[Runner] = []
        yield started
        for runner in started:
            runner.close()

    def run(self, ran: list[Runner], tmp_path: Path, script: str, job: Job = READ) -> Runner:
        runner = Runner(tmp_path, job, lambda: None, command(tmp_path, script))
        ran.append(runner)
        runner.start()
        return runner

    def ended(self, runner: Runner) -> Run:
        until(lambda: not runner.run.is_active)
        return runner.run

    def test_a_job_is_done_when_it_says_so(self, ran: list[Runner], tmp_path: Path) -> None:
        script = telling(*READING) + "print('a warning', file=sys.stderr)\n" + telling(Done())
        run = self.ended(self.run(ran, tmp_path, script))
        assert run.ending == "done"
        assert "a warning" in [line.text for line in run.log]

    def test_it_gets_the_job_and_the_folder(self, ran: list[Runner], tmp_path: Path) -> None:
        job = Job(text="x" * 300_000, read=True)
        run = self.ended(self.run(ran, tmp_path, "tell(kind='note', text=f'{len(job[\"text\"])} {sys.argv[1]}')", job))
        assert run.log[0].text == f"300000 {tmp_path}"

    @pytest.mark.parametrize(
        ("script", "fault"),
        [
            ("os.kill(os.getpid(), signal.SIGKILL)", "its process was killed (SIGKILL)"),
            ("sys.exit(7)", "its process ended with exit code 7"),
            ("raise ValueError('a bug')", "its process ended with exit code 1"),
            ("print('not a message', flush=True); time.sleep(30)", "said what is no message: 'not a message'"),
            ("print('x' * 2_000_000, flush=True); time.sleep(30)", "said what is no message"),
            ('sys.stdout.write(\'{"kind": "no\'); sys.stdout.flush(); sys.exit(1)', "ended with exit code 1"),
            ("os.close(1); os.close(2); os.close(0); os.kill(os.getpid(), signal.SIGTERM)", "killed (SIGTERM)"),
        ],
    )
    def test_its_death_is_told_with_what_to_do(
        self, ran: list[Runner], tmp_path: Path, script: str, fault: str
    ) -> None:
        run = self.ended(self.run(ran, tmp_path, telling(*READING) + script))
        assert run.ending == "failed"
        assert fault in (run.fault or "")
        assert run.hint

    def test_its_last_words_stand_in_the_log(self, ran: list[Runner], tmp_path: Path) -> None:
        run = self.ended(self.run(ran, tmp_path, "raise ValueError('a \\x1b[31mbug')"))
        assert any("ValueError: a ␛[31mbug" in line.text for line in run.log)

    def test_one_that_cannot_be_started_is_told(self, tmp_path: Path) -> None:
        runner = Runner(tmp_path, READ, lambda: None, (str(tmp_path / "none"),))
        runner.start()
        assert "cannot be started: No such file" in (self.ended(runner).fault or "")

    def test_stopping_asks_first(self, ran: list[Runner], tmp_path: Path) -> None:
        runner = self.run(ran, tmp_path, telling(*READING) + "until_interrupted()")
        until(lambda: runner.run.done == 2)
        time.sleep(0.05)
        runner.stop()
        assert runner.run.stopping
        run = self.ended(runner)
        assert (run.ending, run.counts) == ("stopped", {"unchanged": 1, "written": 1})

    def test_stopping_insists(self, ran: list[Runner], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(job_runner, "PATIENCE_SECONDS", (0.1, 0.1, 5.0))
        deaf = "signal.signal(signal.SIGINT, signal.SIG_IGN); signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        runner = self.run(ran, tmp_path, deaf + telling(Began(stage="reading")) + "time.sleep(30)")
        until(lambda: runner.run.stage == "reading")
        runner.stop()
        assert self.ended(runner).ending == "stopped"

    def test_what_it_started_goes_with_it(self, ran: list[Runner], tmp_path: Path) -> None:
        script = (
            "import subprocess\nchild = subprocess.Popen(['sleep', '60'])\ntell(kind='note', text=str(child.pid))\n"
        )
        runner = self.run(ran, tmp_path, script + "print('garbage', flush=True); time.sleep(30)")
        run = self.ended(runner)
        pid = int(run.log[0].text)
        until(lambda: not _lives(pid))

    def test_the_application_takes_it_along(self, tmp_path: Path) -> None:
        told: list[None] = []
        runner = Runner(tmp_path, READ, lambda: told.append(None), command(tmp_path, "until_interrupted()"))
        runner.start()
        time.sleep(0.1)
        runner.close()
        assert self.ended(runner).ending == "stopped"

    def test_one_job_at_a_time(self, tmp_path: Path) -> None:
        jobs = Jobs(tmp_path, lambda: None, command=command(tmp_path, "until_interrupted()"))
        jobs.begin(READ)
        with pytest.raises(ConflictError, match="under way"):
            jobs.begin(READ)
        jobs.close()
        until(lambda: not jobs.is_active)
        jobs.begin(READ)
        jobs.close()


def _open(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".") and path.suffix != ".png"]


def _lives(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


class TestChild:
    """The real process."""

    def started(self, root: Path, job: Job) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        child = subprocess.Popen([*job_runner.COMMAND, str(root)], stdin=pipe, stdout=pipe, stderr=pipe)
        assert child.stdin is not None
        child.stdin.write(job.model_dump_json().encode() + b"\n")
        child.stdin.flush()
        return child

    def test_it_ends_when_nobody_is_there_any_more(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whatever kills the application closes this, which nothing else holds open."""
        negotiation = Negotiation.create(tmp_path / "talks")
        with negotiation.lock():  # so that it is in the middle of something, and waits
            child = self.started(negotiation.root, Job(text="Norland insists on a toll.", title="a"))
            assert child.stdin is not None
            assert child.stdout is not None
            assert b"began" in child.stdout.readline()
            child.stdin.close()
            code = child.wait(20)
        assert code == job_child.INTERRUPTED
        assert negotiation.article_ids() == ()

    def test_it_adds_what_it_can_and_refuses_the_rest(self, tmp_path: Path) -> None:
        negotiation = Negotiation.create(tmp_path / "talks")
        (negotiation.root / "positions/__init__.py").write_text("raise SystemExit(99)")  # no package of ours
        (tmp_path / "2031-05-04-round.txt").write_text("The round\n\nThe ministers met in Port Ost on Monday.")
        (tmp_path / "scan.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        lines = (
            str(tmp_path / "*-round.txt"),
            str(tmp_path / "scan.pdf"),
            "none.txt",
            "http://127.0.0.1:9/a",
            "ftp://x/y",
        )
        job = Job(text="The ministers will meet again, they say.", title="Next round", sources=lines)
        runner = Runner(negotiation.root, job, lambda: None)
        runner.start()
        until(lambda: not runner.run.is_active)
        run = runner.run
        assert (run.ending, run.fault) == ("done", None)
        assert set(negotiation.article_ids()) == {"next-round", "2031-05-04-round"}
        told = "\n".join(line.text for line in run.taken)
        assert "added next-round; it has no date" in told
        assert "added 2031-05-04-round" in told
        assert "scan.pdf" in told
        assert "none.txt: there is no such file" in told
        assert "its address 127.0.0.1 is not a public one" in told
        assert "only http and https are fetched" in told
        assert (run.added, run.refused) == (2, 4)
        assert run.settled == {"", lines[0]}

    def test_a_fault_in_the_files_ends_it_in_words(self, tmp_path: Path) -> None:
        negotiation = Negotiation.create(tmp_path / "talks")
        (negotiation.root / "articles/a.txt").write_text("Norland insists on a toll.")
        (negotiation.root / "parties.yaml").write_text("Norland: {alias: [NL]}\n")
        runner = Runner(negotiation.root, READ, lambda: None)
        runner.start()
        until(lambda: not runner.run.is_active)
        assert runner.run.ending == "failed"
        assert "parties.yaml:1" in (runner.run.fault or "")


@pytest.mark.soak
def test_the_real_process_reads_and_compares(tmp_path: Path) -> None:
    negotiation = Negotiation.create(tmp_path / "talks")
    job = Job(
        text="Norland insisted on the withdrawal of all patrols. Sudmark rejected it.", title="A round", read=True
    )
    run = Runner(negotiation.root, job, lambda: None).finished()
    assert (run.ending, run.fault) == ("done", None)
    assert run.counts == {"written": 1}
    assert workflow.is_compared(negotiation)
