"""The printed form: what stands on it, that it is PDF/A, and that it refuses rather than print wrong."""

import dataclasses
import io
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from cites.permits.documents.publishing import publish_permit, render_permit
from cites.permits.documents.render import print_sheet, render_pdf
from cites.permits.documents.sheet import SheetParty
from cites.permits.documents.typesetting import typeset
from cites.permits.documents.words import words_in
from cites.permits.errors import CannotPrint
from cites.permits.models import DocumentKind, EventKind, PermitDocument
from tests.factories.documents import codes_on, text_of
from tests.factories.permits import CONCH, cast, issued
from tests.factories.printed import LINE, sheet
from tests.factories.signed import structure_of


@pytest.mark.parametrize(("lines", "pages"), [(1, 1), (4, 1), (5, 2), (10, 2), (11, 3), (60, 11)])
def test_lines_go_on_over_annex_pages_with_number_and_count(lines: int, pages: int) -> None:
    made = PdfReader(io.BytesIO(render_pdf(sheet(lines))))
    assert len(made.pages) == pages == sheet(lines).pages
    for number, page in enumerate(made.pages, start=1):
        said = page.extract_text()
        assert "26BB000001" in said
        assert f"Page {number} of {pages}" in said


def test_many_threads_may_print_at_once() -> None:
    sheets = [sheet(number=f"26BB{number:06d}", title=f"Export permit 26BB{number:06d}") for number in range(1, 13)]
    with ThreadPoolExecutor(6) as pool:
        for asked, made in zip(sheets, pool.map(render_pdf, sheets), strict=True):
            assert asked.number in PdfReader(io.BytesIO(made)).pages[0].extract_text()


MARKUP = """#eval("1+1") #read("/etc/passwd") $x^2$ *bold* _it_ `raw` @label <tag> \\ ] ) } // /* = - "q" 'q' #{ sys.inputs }"""


def test_what_a_trader_types_is_printed_and_never_run() -> None:
    party = SheetParty(MARKUP, (MARKUP,), "Barbados (BB)")
    made = PdfReader(io.BytesIO(render_pdf(sheet(importer=party, exporter=party, conditions=MARKUP))))
    said = "".join(made.pages[0].extract_text().split())
    for typed in ('#eval("1+1")', '#read("/etc/passwd")', "$x^2$", "*bold*", "@label", "<tag>", "sys.inputs"):
        assert typed in said
    assert "root:" not in said


def test_it_is_pdf_a_3a_and_pdf_ua_1_and_the_same_facts_make_the_same_bytes() -> None:
    pdf = render_pdf(sheet())
    for said in (b"pdfaid:part>3<", b"pdfaid:conformance>A<", b"pdfuaid:part>1<"):
        assert said in pdf.replace(b" ", b"")
    assert render_pdf(sheet()) == pdf


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Valid until"), ("fr", "Valable jusqu’au"), ("es", "Válido hasta el")],
)
def test_it_speaks_the_three_languages_of_the_convention(language: str, said: str) -> None:
    assert said in text_of(render_pdf(sheet(language=language)))


def test_every_language_has_the_same_words() -> None:
    english = set(words_in("en"))
    assert set(words_in("fr")) == english == set(words_in("es"))


def test_a_text_that_does_not_fit_refuses_to_print_and_says_which() -> None:
    with pytest.raises(CannotPrint) as refused:
        render_pdf(sheet(conditions="On-no-account-" * 200, purpose="T" * 300))
    assert refused.value.data["box"] == "5a"


def test_a_word_of_box_5_that_is_wider_than_a_page_refuses_to_print() -> None:
    with pytest.raises(CannotPrint) as refused:
        render_pdf(sheet(conditions=f"See\n{'9' * 400}"))
    assert refused.value.data["box"] == "5"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs of the compiler."""
    made: list[str] = []

    def counted(template: str, *about: Any, **more: Any) -> bytes:
        made.append(template)
        return typeset(template, *about, **more)

    monkeypatch.setattr("cites.permits.documents.render.typeset", counted)
    return made


def reasons(count: int) -> list[str]:
    return [f"Line {n}: source unknown, {'for nothing was written down ' * 7}in the year {n}." for n in range(count)]


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (3, 2), (40, 3), (200, 9)])
def test_box_5_goes_on_to_as_many_pages_as_it_takes_in_two_runs(count: int, pages: int, runs: list[str]) -> None:
    printed = print_sheet(sheet(5, conditions="\n".join(reasons(count)), continuation=1))
    made = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(printed.pdf)).pages]
    assert len(runs) == (1 if pages == 1 else 2)
    assert len(made) == printed.pages == pages + 2
    assert all(f"Page {number} of {pages + 2}" in said for number, said in enumerate(made, 1))
    on_annex = {1: "", 2: "Continued on page 3, which is part"}.get(
        pages, f"Continued on pages 3 to {pages + 1}, which"
    )
    assert on_annex in made[0]
    told = [number for page in made for number in re.findall(r"in the year (\d+)", page)]
    assert told == [str(n) for n in range(count)]  # each once, in their order


def test_a_paragraph_that_is_longer_than_a_page_goes_on_between_two_words() -> None:
    words = [f"word{n}" for n in range(2500)]
    printed = print_sheet(sheet(conditions=f"On no account.\n{' '.join(words)}"))
    made = PdfReader(io.BytesIO(printed.pdf))
    assert printed.pages == len(made.pages) > 2
    assert "On no account." in made.pages[0].extract_text()
    assert [word for page in made.pages for word in re.findall(r"word\d+", page.extract_text())] == words


def test_each_page_of_the_annex_of_box_5_can_be_heard_under_its_name() -> None:
    made = structure_of(render_pdf(sheet(conditions="\n".join(reasons(80)))))
    further = [page.indirect_reference.idnum for page in made.pages[1:]]
    assert len(further) > 2
    for tag in ("/H2", "/P"):
        on_pages = Counter(each.raw_get("/Pg").idnum for each in made.named(tag) if "/Pg" in each)
        assert all(on_pages[page] >= 3 for page in further), tag


LONG_HOST = "permisosambientales.ministeriodeambiente.gob.do/verify"


def test_a_long_address_of_the_verify_page_stays_within_box_13() -> None:
    page = PdfReader(io.BytesIO(render_pdf(sheet(verify_at=LONG_HOST)))).pages[0]
    assert LONG_HOST in re.sub(r"[\s\u200b]", "", page.extract_text())


def test_an_address_that_no_line_of_box_13_holds_refuses_to_print() -> None:
    with pytest.raises(CannotPrint) as refused:
        render_pdf(sheet(verify_at=f"{'permisos' * 7}.gob.do/verify"))
    assert refused.value.data["box"] == "13"


def test_a_word_that_is_wider_than_its_box_refuses_too() -> None:
    wide = dataclasses.replace(LINE, quantity="9" * 60)
    with pytest.raises(CannotPrint) as refused:
        render_pdf(dataclasses.replace(sheet(1), lines=(wide,)))
    assert refused.value.data["box"] == "11 A"


def test_a_letter_without_a_shape_refuses_to_print() -> None:
    nobody = SheetParty("\U0001f40b\ue000\ue123", (), "")
    with pytest.raises(CannotPrint) as refused:
        render_pdf(sheet(importer=nobody))
    assert refused.value.data["letters"] == "\U0001f40b \ue000 \ue123"


def test_an_issued_permit_is_rendered_and_published_once(bb: Any) -> None:
    permit = issued(cast())
    document = publish_permit(permit_id=permit.pk)
    assert publish_permit(permit_id=permit.pk) == document
    assert PermitDocument.objects.filter(permit=permit).count() == 1
    assert permit.events.filter(kind=EventKind.PUBLISHED).count() == 1
    with document.file.open("rb") as file:
        said = text_of(file.read()).replace("\u00a0", " ")
    for expected in (permit.number, "Aliger gigas", "1,250 kg", "400", "Sargasso Seafood", "Sandra Holder"):
        assert expected in said


def test_a_run_that_was_killed_between_file_and_publication_is_taken_up(bb: Any) -> None:
    from cites.permits.documents.publishing import make_document
    from cites.permits.tasks import publish_the_rest

    permit = issued(cast())
    made = make_document(permit, DocumentKind.ORIGINAL)
    assert publish_the_rest() == 1
    assert PermitDocument.objects.get(permit=permit) == made
    assert publish_the_rest() == 0


def test_a_french_speaking_applicant_of_vanuatu_gets_a_french_permit(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        who = cast()
        who.trader.language = "fr"
        who.trader.save()
        clams = {
            **CONCH,
            "taxon_code": "TRI-MAX",
            "term": "LIV",
            "unit": "NAR",
            "quantity": Decimal(200),
            "source": "W",
        }
        permit = issued(who, lines=(clams,))
        assert permit.language == "fr"
        assert "Valable jusqu’au" in text_of(render_permit(permit))


def test_the_qr_on_every_sheet_leads_to_the_public_page_of_this_permit(bb: Any) -> None:
    permit = issued(cast(), [CONCH] * 5)
    found = codes_on(render_permit(permit))
    assert found == [f"http://bb.localhost:8000/verify/{permit.tokens.get().token}"] * 2
