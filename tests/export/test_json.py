"""JSON and JSON Lines, read back line by line; offsets lead to the quote."""

from __future__ import annotations

import json

from samples import HOSTILE, TEXT, make_content

from positions.export import render


def test_lines_are_documents_as_langextract_writes_them() -> None:
    [line] = render(make_content(), "jsonl").decode("utf-8").splitlines()
    document = json.loads(line)
    assert (document["document_id"], document["text"]) == ("truce", TEXT)
    exact = [one for one in document["extractions"] if one["char_interval"]]
    assert len(exact) == 2
    for one in exact:
        at = one["char_interval"]
        assert document["text"][at["start_pos"] : at["end_pos"]] == one["extraction_text"]
        assert one["alignment_status"] == "match_exact"
    assert {frozenset(one) for one in document["extractions"]} == {
        frozenset(
            (
                "extraction_class",
                "extraction_text",
                "char_interval",
                "alignment_status",
                "extraction_index",
                "group_index",
                "description",
                "attributes",
            )
        )
    }
    assert exact[1]["extraction_class"] == "reject"
    attributes = exact[1]["attributes"]
    assert attributes["party"] == "Sudmark"
    assert attributes["unless"] == "the fleet is paid for"
    assert attributes["agreement"] == "0"
    assert {type(value) for value in attributes.values()} == {str}


def test_a_statement_without_a_place_has_none() -> None:
    document = json.loads(render(make_content(), "jsonl"))
    loose = [one for one in document["extractions"] if one["extraction_text"] == "prisoners"]
    assert [(one["char_interval"], one["alignment_status"]) for one in loose] == [(None, None)]


def test_json_has_the_shape_of_the_matrix_with_quotes_articles_and_moves() -> None:
    document = json.loads(render(make_content(), "json"))
    assert document["format"] == 1
    assert document["parties"] == ["Norland", "Sudmark"]
    [first, second] = document["issues"]
    assert (first["issue"], first["status"], first["provisional"]) == ("patrols in the strait", "sticking", True)
    told = next(one for one in first["positions"] if one["speaker"])
    assert (told["quote"], told["at"]) == ("Sudmark rejected it.", [51, 71])
    assert told["conditions"] == {"unless": "the fleet is paid for"}
    assert second["cells"] == {"Norland": "all prisoners by June"}
    assert [change["change"] for change in document["changes"]] == ["hardened"]
    assert document["articles"][0]["outlet"] == "The *Strait* Courier"


def test_hostile_words_come_through_as_they_are_and_reach_no_terminal() -> None:
    for form in ("json", "jsonl"):
        data = render(make_content(HOSTILE), form).decode("utf-8")
        assert "\x1b" not in data
        assert "\u202e" not in data
        documents = [json.loads(line) for line in data.splitlines()] if form == "jsonl" else [json.loads(data)]
        assert HOSTILE[0] in json.dumps([*_texts(documents)], ensure_ascii=False).replace('\\"', '"')


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]
