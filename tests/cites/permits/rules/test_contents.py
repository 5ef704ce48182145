"""What an application said at two sendings, compared."""

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.contents import VERSION, Contents, PartChange, as_document, changes, from_document

PARTS = st.sampled_from(["exporter", "purpose", "line:1", "line:2", "line:3", "paper:7"])
SAID = st.dictionaries(st.sampled_from(["name", "address", "quantity"]), st.sampled_from(["", "x", "12", "Ōtsu"]))
CONTENTS = st.dictionaries(PARTS, SAID)


def filled(contents: Contents) -> dict[str, dict[str, str]]:
    """Without what is empty, which says nothing."""
    return {part: {name: text for name, text in said.items() if text} for part, said in contents.items()}


def applied(before: Contents, found: list[PartChange]) -> Mapping[str, Mapping[str, str]]:
    parts = dict(before)
    for change in found:
        if change.after is None:
            del parts[change.part]
        else:
            parts[change.part] = change.after
    return filled(parts)


@given(CONTENTS)
def test_nothing_differs_from_itself(contents: Contents) -> None:
    assert changes(contents, contents) == []


@given(CONTENTS, CONTENTS)
def test_what_differs_leads_from_the_one_to_the_other_and_names_nothing_else(before: Contents, after: Contents) -> None:
    found = changes(before, after)
    assert applied(before, found) == filled(after)
    assert all(each.before != each.after for each in found)
    assert len({each.part for each in found}) == len(found)


@given(CONTENTS, CONTENTS)
def test_backwards_it_is_the_same_with_before_and_after_exchanged(before: Contents, after: Contents) -> None:
    there = {(each.part, each.fields, repr(each.before), repr(each.after)) for each in changes(before, after)}
    back = {(each.part, each.fields, repr(each.after), repr(each.before)) for each in changes(after, before)}
    assert there == back


@given(CONTENTS, st.randoms())
def test_the_order_of_parts_is_no_difference(contents: Contents, random: object) -> None:
    names = list(contents)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert changes(contents, {name: contents[name] for name in names}) == []


@given(CONTENTS)
def test_a_document_gives_back_what_was_kept_in_its_order(contents: Contents) -> None:
    kept = from_document(json.loads(json.dumps(as_document(contents), sort_keys=True)))
    assert kept == contents
    assert list(kept or ()) == list(contents)


def test_what_a_later_release_has_written_is_not_guessed_at() -> None:
    assert from_document({"version": VERSION + 1, "parts": []}) is None
    assert from_document({}) is None


def test_a_field_that_came_later_and_is_empty_is_no_difference() -> None:
    assert changes({"line:1": {"term": "SHE"}}, {"line:1": {"term": "SHE", "marks": ""}}) == []


def test_what_was_sent_before_sections_were_divided_anew_is_read_as_they_are_now() -> None:
    before = {
        "purpose": {"purpose": "T", "port_of_exit": "BBBGI", "import_permit_number": "26US1"},
        "line:7": {"term": "SHE"},
    }
    assert from_document(as_document(before)) == {
        "purpose": {"purpose": "T"},
        "journey": {"port_of_exit": "BBBGI"},
        "earlier": {"import_permit_number": "26US1"},
        "line:7": {"term": "SHE"},
    }
