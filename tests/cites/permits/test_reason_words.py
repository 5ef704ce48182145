"""What rules say stands once, with all the lines that it is about."""

from django.utils import translation

from cites.permits.reason_words import told_once
from cites.permits.templatetags.reasons import in_words, with_english
from kernel.reasons import Reason, Severity


def said(code: str, message: str, line: int | None = None, severity: Severity = Severity.WARNING) -> Reason:
    return Reason(code, message, severity, {} if line is None else {"line": line})


def sentences(*reasons: Reason) -> list[str]:
    return [told.sentence for told in told_once(reasons)]


def test_the_same_of_several_lines_is_said_once() -> None:
    same = [said("B-STRICT", "Look at its law.", line) for line in (1, 2, 2, 4)]
    assert sentences(*same) == ["Lines A, B, D: Look at its law."]


def test_what_is_said_of_one_line_keeps_its_letter_and_what_is_said_of_all_has_none() -> None:
    one, whole = said("A-1", "Too much.", 2), said("A-1", "Too much.")
    assert sentences(one, whole) == ["Line B: Too much.", "Too much."]


def test_other_words_another_weight_or_another_rule_stay_apart_in_their_order() -> None:
    reasons = [
        said("A-1", "Too much.", 1),
        said("A-1", "Too little.", 2),
        said("A-2", "Too much.", 3),
        said("A-1", "Too much.", 4, Severity.HARD),
        said("A-1", "Too much.", 5),
    ]
    assert sentences(*reasons) == [
        "Lines A, E: Too much.", "Line B: Too little.", "Line C: Too much.", "Line D: Too much.",
    ]  # fmt: skip


def test_of_very_many_lines_the_first_are_named() -> None:
    (sentence,) = sentences(*(said("A-1", "Too much.", line) for line in range(1, 3000)))
    assert sentence.startswith("Lines A, B, C, ")
    assert sentence.endswith("T …: Too much.")


def test_words_of_a_listing_that_stay_english_are_marked_as_such_and_ours_are_translated() -> None:
    message = "A note of the listing applies: “%(note)s” Ask the Management Authority."
    theirs, ours = (
        Reason("X-NOTE", message, Severity.WARNING, {"note": note})
        for note in ("Only <captive> ones", "Seeds are included as well")
    )
    with translation.override("fr"):
        first, second = told_once([theirs, ours])
        assert '<span lang="en">Only &lt;captive&gt; ones</span>' in with_english(first.sentence, first.english)
        assert "graines" in second.sentence
        assert second.english == ""
    with translation.override("en"):
        assert [told.english for told in told_once([theirs, ours])] == ["", ""]


def test_a_refusal_names_the_line_and_marks_the_english_in_it() -> None:
    note = {"note": "Only <captive> ones", "line": 2}
    reason = Reason("X-NOTE", "A note of the listing applies: “%(note)s” Ask the Management Authority.", data=note)
    with translation.override("fr"):
        told = in_words(reason)
        assert told.startswith("Ligne B")
        assert '<span lang="en">Only &lt;captive&gt; ones</span>' in told
    with translation.override("en"):
        assert "<span" not in in_words(reason)
