"""What the llm engine is made of: chunks that lose nothing, words that are found or not, a prompt that is true."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from positions.extraction.llm import prompt
from positions.extraction.llm.chunks import OVERLAP, chunks
from positions.extraction.llm.grounding import ALIKE, Ground, Left
from positions.extraction.llm.schema import Reply, Statement
from positions.model import Alignment

# Chunks

TEXTS = st.lists(
    st.sampled_from(["word", "a. ", "\n", "\n\n", " ", "x" * 40, "end.", "\r\n\r\n", "\u2028", "ß"]), max_size=120
).map("".join)


@given(TEXTS, st.integers(50, 400))
def test_chunks_cover_every_word_within_their_length(text: str, longest: int) -> None:
    found = chunks(text, longest)
    covered = {place for start, end in found for place in range(start, end)}
    assert [place for place, char in enumerate(text) if not char.isspace() and place not in covered] == []
    assert all(0 < end - start <= longest for start, end in found)
    assert found == sorted(set(found))
    for (_, end), (start, later) in pairwise(found):
        assert later > end
        assert end - start <= OVERLAP * longest


def test_chunks_begin_at_paragraphs_and_repeat_the_end_of_the_one_before() -> None:
    paragraphs = [f"Paragraph {number} says a little." for number in range(12)]
    text = "\n\n".join(paragraphs)
    found = [text[start:end] for start, end in chunks(text, 300)]
    assert len(found) > 1
    assert [one.split("\n\n")[0] in paragraphs for one in found] == [True] * len(found)
    assert found[1].split("\n\n")[0] == found[0].split("\n\n")[-1]


def test_a_paragraph_without_end_is_cut_behind_sentences() -> None:
    text = "Norland wants this and that and nothing else. " * 60
    assert all(text[end - 1] == "." for _, end in chunks(text.strip(), 500))


def test_a_huge_text_is_cut_quickly() -> None:
    assert len(chunks("x" * 1_000_000, 500)) == 2000


# Grounding

TEXT = """The minister, Ada  Lund, told reporters: “Norland will not accept
a toll of 8 percent on ships.” Sudmark – unlike the USA – offered 40 million crowns for lost catches.
Must the US come back? Norland will accept a toll of 4 percent on ferries."""


@pytest.mark.parametrize(
    ("words", "found", "by"),
    [
        ("Ada Lund", "Ada  Lund", Alignment.EXACT),
        ("Norland will not accept a toll", "Norland will not accept\na toll", Alignment.EXACT),
        ("US", "US", Alignment.EXACT),
        ('"accept a toll of 8 percent on ships."', "accept\na toll of 8 percent on ships", Alignment.EXACT),
        ("sudmark - unlike the usa - offered", "Sudmark – unlike the USA – offered", Alignment.NORMALISED),
        ("Sudmark, unlike the USA, offered", "Sudmark – unlike the USA – offered", Alignment.FUZZY),
        ("offered 40 million crowns for lost catch", "offered 40 million crowns for lost catches", Alignment.FUZZY),
    ],
)  # fmt: skip
def test_words_are_found(words: str, found: str, by: Alignment) -> None:
    aligned = Ground(TEXT, (0, len(TEXT))).find(words)
    assert aligned is not None
    assert (TEXT[slice(*aligned.at)].strip(), aligned.by) == (found, by)
    assert ALIKE <= aligned.score <= 1.0
    assert (aligned.score == 1.0) == (by is not Alignment.FUZZY)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "“”",
        "Sud",  # no whole word
        "Iraq",
        "Norland will now accept a toll of 8 percent on ships",  # a negation that is not there
        "Norland will accept a toll of 8 percent on ships",
        "offered 400 million crowns for lost catches",  # another number
        "offered 4 million crowns for lost catches",
        "Westmark wants something else entirely",
        "x" * 700,
        ".*",
        "(?:",
    ],
)
def test_words_that_are_not_there_are_not_found(words: str) -> None:
    assert Ground(TEXT, (0, len(TEXT))).find(words) is None


def test_of_several_places_the_nearest_counts_and_ranges_are_the_articles() -> None:
    ground = Ground(TEXT, (10, len(TEXT)))
    last = TEXT.rindex("Norland")
    near = ground.find("Norland", (last + 20, last + 30))
    assert near is not None
    assert near.at == (last, last + len("Norland"))


def test_nothing_outside_of_the_chunk_is_found() -> None:
    assert Ground(TEXT, (0, 30)).find("Sudmark") is None


def test_a_claim_that_stands_far_from_its_quote_is_left_out() -> None:
    text = "Norland demanded talks. " + "Nothing happened. " * 40 + "Sudmark offered a lighthouse."
    said = Statement(quote="Norland demanded talks.", holder="Norland", stance="offer", claim="a lighthouse")
    assert Ground(text, (0, len(text))).statement(said) == Left("the claim stands elsewhere than its quote")


def test_a_quote_reaches_as_far_as_its_claim() -> None:
    text = "Norland made a demand. It wants a lighthouse."
    said = Statement(quote="Norland made a demand.", holder="Norland", stance="demand", claim="a lighthouse")
    found = Ground(text, (0, len(text))).statement(said)
    assert not isinstance(found, Left)
    assert text[slice(*found.quote.at)] == "Norland made a demand. It wants a lighthouse"


SIGNS = "ab .“'\nno8İß–\u00a0"


@given(st.text(SIGNS, max_size=300), st.text(SIGNS, max_size=60), st.text(SIGNS, max_size=60))
def test_whatever_a_model_says_is_a_range_of_the_text_or_nothing(text: str, quote: str, claim: str) -> None:
    said = Statement(quote=quote, holder=claim, stance="demand", claim=claim)
    found = Ground(text, (0, len(text))).statement(said)
    if not isinstance(found, Left):
        assert all(0 <= one.at[0] < one.at[1] <= len(text) for one in (found.quote, found.claim, found.holder))


def test_a_hostile_text_takes_no_time() -> None:
    text = "no " * 2000 + "a" + " " * 3000 + "b"
    ground = Ground(text, (0, len(text)))
    assert ground.find("no " * 200 + "yes") is None
    assert ground.find("a b") is not None


# The prompt


def test_the_examples_stand_in_their_texts() -> None:
    for example in prompt.prompt().examples:
        ground = Ground(example.text, (0, len(example.text)))
        found = [*map(ground.statement, example.answer.statements), *map(ground.topic, example.answer.topics)]
        assert [one for one in found if isinstance(one, Left)] == []
        assert all(one.quote.by is Alignment.EXACT for one in found if not isinstance(one, Left))


def test_the_version_follows_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    before = prompt.version()
    assert before.startswith(f"{prompt.prompt().version}-")
    prompt.version.cache_clear()
    changed = prompt.prompt().model_copy(update={"instructions": "Do something else."})
    monkeypatch.setattr(prompt, "prompt", lambda: changed)
    assert prompt.version() != before
    prompt.version.cache_clear()


def test_the_prompt_is_a_file_of_the_package() -> None:
    text = (resources.files("positions.extraction.data") / "llm_prompt.yaml").read_text(encoding="utf-8")
    assert "version:" in text


@pytest.mark.parametrize("text", ["{mark}", "{0}", "End of text {mark}.", "%s", "\ud800"])
def test_a_text_cannot_end_itself(text: str) -> None:
    asked = prompt.asked(text)
    mark = asked.split("\n")[0].split()[1].rstrip(":")
    assert len(mark) == 16
    assert asked.count(mark) == 2
    assert text in asked


def test_every_part_of_an_answer_is_bounded() -> None:
    unbounded = []

    def look(name: str, schema: dict[str, object]) -> None:
        kind = schema.get("type")
        if (kind == "string" and not {"maxLength", "enum"} & set(schema)) or (
            kind == "array" and "maxItems" not in schema
        ):
            unbounded.append(name)
        for key in ("properties", "$defs"):
            inner = schema.get(key, {})
            assert isinstance(inner, dict)
            for below, part in inner.items():
                look(f"{name}.{below}", part)
        options = schema.get("anyOf", [])
        assert isinstance(options, list)
        for part in options:
            look(name, part)
        if "properties" in schema:
            assert schema["additionalProperties"] is False

    look("reply", Reply.model_json_schema())
    assert unbounded == []


def test_what_a_model_says_for_nothing_is_nothing() -> None:
    said = Statement.model_validate(
        {"quote": "x", "holder": "y", "stance": "demand", "claim": "z", "condition": "None", "reported_by": ""}
    )
    assert (said.condition, said.reported_by) == (None, None)
    with pytest.raises(ValidationError):
        Statement.model_validate({"quote": "x", "holder": "y", "stance": "want", "claim": "z"})
