"""The labels of the form in a second language: beside the first where there is room, else on a page at the end."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cites.permits.documents.beside import NOTHING, Beside, beside_of, beside_with
from cites.permits.documents.labels import LABELS, label_in, labels_in
from cites.permits.documents.overlay import overlay_sheet
from cites.permits.documents.publishing import render_permit, sheet_for
from cites.permits.documents.render import print_sheet, render_pdf
from cites.permits.documents.words import LANGUAGES
from cites.permits.errors import CannotPrint
from tenants.profiles import schema
from tenants.releases.check import faults_in, faults_of_publication
from tenants.releases.queries import release_in_force
from tests.factories.documents import languages_of, text_in, text_of
from tests.factories.permits import cast, issued
from tests.factories.printed import LINE, sheet
from tests.factories.profiles import profile_of
from tests.factories.releases import now_in_force
from tests.thorough import often

FRENCH = beside_with("fr", labels_in("fr"), "en")
GIVEN = {"box2": "Igud kasem", "box6": "Nem mo adres blong ofis " * 12, "kind_e": "Salem i go aot"}
BISLAMA = beside_with("bi", GIVEN, "en")
NOBODYS = "\ue000"


def plain(text: str) -> str:
    return "".join(text.replace("\u00ad", "").split())


def test_words_stand_beside_the_label_and_are_read_aloud_in_their_language() -> None:
    pdf = render_pdf(sheet(beside=FRENCH))
    assert "Valid until · Valable jusqu’au 22 May 2027" in text_in(pdf, "2")
    assert "Country of origin*, permit no. and date · Pays d’origine*" in text_in(pdf, "12")
    assert languages_of(pdf) == {"en", "fr"}
    assert languages_of(render_pdf(sheet())) == {"en"}


def test_a_text_for_which_its_box_has_no_room_stands_at_the_end_and_its_page_is_counted() -> None:
    printed = print_sheet(sheet(beside=BISLAMA))
    said = text_of(printed.pdf)
    assert printed.pages == 2
    assert "Page 2 of 2" in said
    assert "Words of this form in Bislama" in said
    assert plain(GIVEN["box6"]) in plain(said)
    assert "Igud kasem" in text_in(printed.pdf, "2")
    assert "Nem mo adres" not in text_in(printed.pdf, "6")


def test_there_is_no_further_page_where_all_stands_beside() -> None:
    printed = print_sheet(sheet(beside=beside_with("bi", {"box2": "Igud kasem"}, "en")))
    assert printed.pages == 1


def test_what_is_said_of_the_specimens_goes_before_words() -> None:
    origin = "Barbados (BB)\nA permit with a number that is rather long 0000001, 23 November 2026"
    full = dataclasses.replace(sheet(1), lines=(dataclasses.replace(LINE, origin=origin),))
    long = beside_with("bi", {"box12": "Kantri we i kamaot long hem mo namba blong pemit mo dei blong hem"}, "en")
    printed = print_sheet(dataclasses.replace(full, beside=long))
    assert (print_sheet(full).pages, printed.pages) == (1, 2)
    assert plain(origin) in plain(text_in(printed.pdf, "12"))
    assert plain(long.words["box12"]) in plain(text_of(printed.pdf))


def test_continuation_sheets_are_counted_after_the_page_of_words() -> None:
    said = text_of(print_sheet(sheet(beside=BISLAMA, endorsed="continued", continuation=2)).pdf)
    assert "pages 3 to 4" in said
    assert "Continuation sheet, page 4 of 4" in said


def test_a_document_in_that_same_language_has_no_second_one() -> None:
    profile = profile_of("vu").model_copy(update={"beside": schema.Beside(language="fr")})
    assert beside_of(profile, "fr") == NOTHING
    assert beside_of(profile, "en").words["box2"] == "Valable jusqu’au"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", LANGUAGES)
def test_each_language_of_the_convention_stands_beside_each_other(language: str, other: str) -> None:
    beside = beside_with(other, labels_in(other), language)
    printed = print_sheet(sheet(6, language=language, beside=beside))
    said = plain(text_of(printed.pdf)).lower()
    for name in ("convention", "box3", "box9", "box12b", "notes", "box15", "annex"):
        assert plain(label_in(other, name).split("{")[0]).lower() in said, name


def test_a_letter_without_a_shape_is_named_with_its_label() -> None:
    with pytest.raises(CannotPrint) as refused:
        render_pdf(sheet(beside=beside_with("bi", {"box2": f"Igud {NOBODYS}"}, "en")))
    assert (refused.value.data["letters"], refused.value.data["label"]) == (NOBODYS, "Valid until")


def test_a_word_that_is_wider_than_any_page_is_named_with_its_label() -> None:
    with pytest.raises(CannotPrint) as refused:
        render_pdf(sheet(beside=beside_with("bi", {"box2": "m" * 300}, "en")))
    assert refused.value.data["label"] == "Valid until"


def test_paper_that_bears_the_form_is_printed_as_before() -> None:
    assert print_sheet(overlay_sheet(sheet(beside=FRENCH), schema.Printing())) == print_sheet(
        overlay_sheet(sheet(), schema.Printing())
    )


ON_AN_EXPORT_PERMIT = (
    "convention",
    "original",
    "box1",
    "box2",
    "box3",
    "box6",
    "box9",
    "box11a",
    "notes",
    "block",
    "port",
)
SIGNS = st.sampled_from("abcdefghijklmnoprstuvwxyzABCDEFGÑŌāéèñō’-/()0123456789 ")
TEXTS = st.text(st.one_of(SIGNS, SIGNS, SIGNS, st.just(" ")), min_size=1, max_size=220).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=often(25), deadline=None)
@given(st.dictionaries(st.sampled_from(ON_AN_EXPORT_PERMIT), st.one_of(TEXTS, TEXTS.map(lambda t: t + NOBODYS))))
def test_whatever_words_are_given_all_are_printed_or_it_is_said_which_are_not(words: dict[str, str]) -> None:
    beside = beside_with("bi", {name: text for name, text in words.items() if text}, "en")
    said, refused = printed_or_refused(beside)
    if refused:
        assert NOBODYS in words[refused] or max(map(len, words[refused].split())) > 30
    else:
        assert all(plain(text).lower() in said for text in beside.words.values())


def printed_or_refused(beside: Beside) -> tuple[str, str]:
    """What the document says, or the label of which it is said that it cannot be printed."""
    try:
        return plain(text_of(render_pdf(sheet(beside=beside)))).lower(), ""
    except CannotPrint as refusal:
        return "", str(refusal.data["name"])


# ---- what a release may say ----


def faults(**beside: Any) -> dict[str, str]:
    parts = release_in_force().parts
    profile = parts["profile"] | {"national_languages": ["en", "bi"], "beside": beside}
    profile["names"] = profile["names"] | {"bi": "Babedos"}
    return {fault["key"]: fault["reason"] for fault in faults_in(parts | {"profile": profile})}


@pytest.mark.parametrize(
    ("beside", "key", "reason"),
    [
        (
            {"words": {"bi": {"box99": "Wan samting"}}},
            "beside.words.bi.box99",
            "no label of the form is called “box99”",
        ),
        ({"words": {"bi": {"annex": "Narafala pej"}}}, "beside.words.bi.annex", "write {pages}, {page}, each once"),
        ({"words": {"bi": {"box2": "Kasem {day}"}}}, "beside.words.bi.box2", "leave out what stands in { }"),
        ({"words": {"bi": {"box2": "Kasem\nwe"}}}, "beside.words.bi.box2", "is not written as"),
        ({"words": {"fr": {"box2": "Valable"}}}, "beside.words.fr", "the Convention's own"),
        ({"words": {"fj": {"box2": "Me yacova"}}}, "beside.words.fj", "fj is none of the national languages"),
        ({"language": "fj"}, "beside.language", "fj is none of the national languages"),
        ({"language": "bi"}, "beside.language", "there are no words of the form in bi yet"),
    ],
)
def test_a_release_is_refused_that_could_not_be_printed(bb: Any, beside: Any, key: str, reason: str) -> None:
    assert reason in faults(**beside)[key]


def test_words_of_some_labels_are_enough(bb: Any) -> None:
    assert faults(language="bi", words={"bi": {"box2": "Igud kasem", "annex": "Pej {page} blong {pages}"}}) == {}


def test_words_are_set_before_a_release_is_proposed(bb: Any) -> None:
    parts = release_in_force().parts
    names = parts["profile"]["names"] | {"bi": "Babedos"}
    words = {"box2": "Igud kasem", "title_tec": f"Setifiket {NOBODYS}"}
    beside = {"language": "bi", "words": {"bi": words}}
    changed = parts["profile"] | {"national_languages": ["en", "bi"], "names": names, "beside": beside}
    (fault,) = faults_of_publication(parts | {"profile": changed})
    assert fault["key"] == "beside.words.bi.title_tec"
    assert NOBODYS in fault["reason"]


def test_a_permit_has_the_second_language_of_the_release_under_which_it_was_asked_for(bb: Any) -> None:
    before = issued(cast())
    now_in_force(beside={"language": "fr"})
    after = issued(cast())
    assert "Valable jusqu’au" in text_of(render_permit(after))
    assert sheet_for(after, after.lines.all()).xml.count("Valable") == 0
    assert "Valable jusqu’au" not in text_of(render_permit(before))


def test_every_label_has_words_in_the_languages_of_the_convention() -> None:
    for language in LANGUAGES:
        assert all(labels_in(language)[name] for name in LABELS)
    assert isinstance(FRENCH, Beside)
