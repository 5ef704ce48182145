"""Whatever leaves a practice twin, on a screen or on paper, says that it is practice, and is never valid."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from billing.models import Invoice
from cites.accounts.mail import compose
from cites.permits.codes import new_code
from cites.permits.documents.publishing import render_permit
from cites.permits.documents.render import render_pdf
from cites.permits.documents.words import words_in
from cites.permits.models import EventKind, Permit, PermitEvent
from cites.permits.queries.permits import PermitState, find_permit, shown_state, state_of
from cites.permits.rules.numbering import LONGEST, SPECIMEN, NotAPermitNumber, parse_number
from cites.permits.services.permits import cancel_permit
from kernel import clock
from tests.cites.permits.test_document import sheet
from tests.factories.documents import codes_on, text_of
from tests.factories.permits import cast, issued
from tests.thorough import often
from workflows.models import Case

PLAIN = ["/", "/accounts/login/", "/verify/", "/species/", "/privacy/", "/nowhere/", "/practice/"]


def is_marked(page: str) -> bool:
    return "a-practice" in page and "<title>Practice: " in page and "Nothing here is real" in page


@pytest.mark.parametrize("address", PLAIN)
def test_every_page_says_so_to_anybody(twin: Any, address: str) -> None:
    answer = twin.client().get(address, follow=True)
    assert is_marked(answer.content.decode())
    assert 'content="#ffd400"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/cases/", "/me/", "/traders/", "/audit/", "/cases/?stage=issued"])
def test_every_page_says_so_to_officials(twin: Any, officer: Any, address: str) -> None:
    assert is_marked(officer.get(address).content.decode())


def test_a_real_party_says_nothing_of_the_kind(parties: Any) -> None:
    (vu,) = parties("vu")
    for address in PLAIN:
        said = vu.client().get(address, follow=True).content.decode()
        assert "a-practice" not in said
        assert "Nothing here is real" not in said


def test_it_says_so_in_french_too(twin: Any) -> None:
    page = twin.client().get("/", headers={"accept-language": "fr"})
    assert page["Content-Language"] == "fr"
    assert "a-practice" in page.content.decode()


def _broken(request: Any) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [path("broken", _broken)]
handler500 = "cites.errors.server_error"


@pytest.mark.parametrize("breaks", ["nothing", "cites.context.Site", "cites.errors.render_to_string"])
def test_error_pages_say_so_whatever_is_broken(twin: Any, monkeypatch: Any, breaks: str) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError(breaks)

    client = twin.client(raise_request_exception=False)
    if breaks != "nothing":
        monkeypatch.setattr(breaks, broken)
    with override_settings(ROOT_URLCONF=__name__):
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert "<title>Practice: " in answer.content.decode()


@pytest.mark.parametrize("change", [{"status": "onboarding"}, {"maintenance_reason": "x"}, {"status": "closed"}])
def test_the_pages_of_a_twin_that_is_away_say_so(twin: Any, change: dict[str, str]) -> None:
    from tenants.context import as_public
    from tenants.hosts import forget_hosts
    from tenants.models import Party

    with as_public():
        Party.objects.filter(pk=twin.party.pk).update(**change)
    forget_hosts()
    answer = twin.client().get("/")
    assert answer.status_code == 503
    assert is_marked(answer.content.decode())


def test_numbers_and_references_are_marked(twin: Any) -> None:
    numbers = list(Permit.objects.values_list("number", flat=True))
    assert all(re.fullmatch(r"SPECIMEN-\d\dVU\d{6}", number) for number in numbers)
    assert len(numbers) == 4
    assert find_permit(numbers[0].lower()) is not None
    for number in numbers:
        with pytest.raises(NotAPermitNumber):
            parse_number("{year}{iso2}{serial}", number)
    assert all(case.reference.startswith("PRACTICE-VU-") for case in Case.objects.all())
    assert all(invoice.number.startswith("PRACTICE-INV") for invoice in Invoice.objects.all())


def test_numbers_of_the_party_itself_are_not(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        permit = issued(cast())
        assert re.fullmatch(r"\d\dVU\d{6}", permit.number)
        assert "SPECIMEN" not in text_of(render_permit(permit))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_form_has_the_word_across_it_in_its_own_language(language: str) -> None:
    words = words_in(language)
    pdf = render_pdf(sheet(6, language=language, specimen=words["specimen"], specimen_note=words["specimen_note"]))
    assert b"pdfaid:part>3<" in pdf.replace(b" ", b"")
    import io

    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    for page in pages:
        said = " ".join(page.extract_text().split())
        assert words["specimen"] in said
        assert words["specimen_note"].split(":")[0].strip() in said.replace("\u00a0", " ")


def test_the_longest_number_with_its_mark_fits_its_box() -> None:
    number = SPECIMEN + "8" * LONGEST
    assert number in text_of(render_pdf(sheet(number=number, title=number)))


def test_a_twins_permit_is_a_specimen_whose_qr_leads_to_the_twin(twin: Any) -> None:
    permit = Permit.objects.filter(language="fr").first()
    assert permit is not None
    pdf = render_permit(permit)
    said = text_of(pdf)
    assert "SPÉCIMEN" in said
    assert "not valid for any shipment" in said
    assert permit.number in said
    assert codes_on(pdf) == [f"http://vu-practice.localhost:8000/verify/{permit.tokens.get().token}"]


def test_the_file_is_named_as_a_specimen(twin: Any, officer: Any, entered: Any) -> None:
    permit = Permit.objects.first()
    assert permit is not None
    answer = officer.get(f"/permits/{permit.number}.pdf")
    assert answer.status_code == 200
    assert "SPECIMEN-" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    auditor = entered("auditor")
    assert 'filename="audit-vu-practice.csv"' in auditor.get("/audit/entries.csv")["Content-Disposition"]


def never_says_valid(page: str) -> bool:
    words = re.sub(r"<[^>]+>", " ", page)
    return "a-verdict--good" not in page and "Valid:" not in page and not re.search(r"\bValid\b", words)


@pytest.mark.parametrize("state", ["issued", "used", "cancelled"])
def test_verification_says_specimen_whatever_the_state(twin: Any, state: str) -> None:
    permit = Permit.objects.get(application__case__stage=state)
    answer = twin.client().get(f"/verify/{permit.code}")
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Specimen: not a permit" in said
    assert "not valid for any shipment" in said
    assert never_says_valid(said)
    assert permit.exporter_name not in said


@given(
    kinds=st.sets(st.sampled_from([EventKind.USED, EventKind.CANCELLED, EventKind.PUBLISHED])),
    days=st.integers(min_value=-3, max_value=900),
    tail=st.sampled_from(["", "/", "?number=1", " ", "%20", "/../x", "?number={number}", "0", "é", "#x"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=often(40))
def test_no_state_of_a_twins_permit_verifies_valid(twin: Any, kinds: Any, days: int, tail: str) -> None:
    from django.db import transaction

    with twin.active(), transaction.atomic():
        permit = Permit.objects.get(application__case__stage="issued")
        for kind in kinds - set(permit.events.values_list("kind", flat=True)):
            PermitEvent.objects.create(permit=permit, kind=kind)
        with clock.frozen(clock.now() + timedelta(days=days)):
            cache.clear()
            assert shown_state(permit) is not PermitState.VALID
            answer = twin.client().get(f"/verify/{permit.code}{tail.format(number=permit.number)}", follow=True)
            assert answer.status_code in (200, 404)
            assert "Specimen: not a permit" in answer.content.decode()
            assert never_says_valid(answer.content.decode())
        with twin.active():
            transaction.set_rollback(True)


@pytest.mark.parametrize("code", ["x", "A" * 26, "'; drop table", "é"])
def test_a_forged_code_is_called_a_specimen_too_and_unknown(twin: Any, code: str) -> None:
    answer = twin.client().get(f"/verify/{code}")
    assert answer.status_code == 404
    assert "Specimen: not a permit" in answer.content.decode()
    assert "unknown" in answer.content.decode()


def test_guessing_is_slowed_down_in_a_twin_too(twin: Any) -> None:
    client = twin.client()
    assert [client.get(f"/verify/{new_code()}").status_code for _ in range(12)][-1] == 429


def test_a_code_of_the_twin_is_unknown_to_its_party_and_the_other_way_round(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    with practice.active():
        specimen = Permit.objects.get(application__case__stage="issued")
    with vu.active():
        real = issued(cast())
    cache.clear()
    assert vu.client().get(f"/verify/{specimen.code}").status_code == 404
    assert vu.client().get(f"/verify/{real.code}").status_code == 200
    assert practice.client().get(f"/verify/{real.code}").status_code == 404


def test_a_permits_own_page_calls_it_a_specimen_until_more_has_happened(twin: Any, officer: Any) -> None:
    permit = Permit.objects.get(application__case__stage="issued")
    assert state_of(permit) is PermitState.VALID  # within the exercise it can still be used
    assert never_says_valid(officer.get(f"/permits/{permit.number}/").content.decode().replace("Valid until", ""))
    cancel_permit(permit=permit, reason="x", official=permit.signatory)
    assert "Cancelled" in officer.get(f"/permits/{permit.number}/").content.decode()


def test_a_mail_says_so_in_its_readers_language(twin: Any) -> None:
    context = {"person": cast().trader, "notice": {"subject": "News", "sentence": "Read it."}, "reference": "X"}
    message = compose("ama@people.example", "en", "casework/mail/notice", context)
    assert message.subject.startswith("[Practice] ")
    assert message.body.startswith("This is an exercise")
    assert "(practice)" in message.body
    assert mail.outbox == []


def test_an_invoice_and_a_receipt_say_so(twin: Any, entered: Any) -> None:
    cashier = entered("cashier")
    paid = Invoice.objects.filter(entries__kind="payment").first()
    assert paid is not None
    for address in (f"/invoices/{paid.number}/", f"/invoices/{paid.number}/receipt/"):
        said = cashier.get(address).content.decode()
        assert is_marked(said)
        assert "PRACTICE-INV" in said
