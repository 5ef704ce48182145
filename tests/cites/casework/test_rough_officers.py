"""What a person may try against officers: markup in their pages, formulas in their tables, steps out of turn."""

import csv
import io
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.base import ContentFile

from billing.models import LedgerEntry
from billing.queries import invoices_for
from cites.accounts.models import Role
from cites.accounts.services import grant_role
from cites.casework.spreadsheets import cell
from cites.permits.documents.render import render_pdf
from cites.permits.models import Permit
from cites.permits.services.drafts import attach_paper
from tests.factories.accounts import SECRET, person
from tests.factories.casework import PDF
from tests.factories.permits import (
    CONCH,
    FINDING,
    Cast,
    an_application,
    cast,
    do,
    pay,
    stage_of,
    to_finding,
    to_payment,
)
from workflows.models import Case, CaseStep

MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'
LIVE = ("<script>alert", "<img src=x", "onerror=alert(1)>")


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def signed_in(bb: Any, who: Any) -> Any:
    client = bb.client(raise_request_exception=False)
    client.force_login(who)
    return client


def step(bb: Any, actor: Any, application: Any, verb: str, **form: Any) -> Any:
    """Send a step's form as somebody who has just looked at the case."""
    version = Case.objects.get(pk=application.case_id).version
    form = {"version": version, "key": f"{verb}:{version}", **form}
    return signed_in(bb, actor).post(f"/cases/{application.reference}/do/{verb}/", form)


def test_markup_of_a_trader_is_text_on_every_page(bb: Any, who: Cast) -> None:
    texts = dict.fromkeys(
        ("exporter_name", "exporter_address", "consignee_name", "consignee_address", "comments"), MARKUP
    )
    line = {**CONCH, "description": MARKUP, "marks": MARKUP[:50]}
    application = an_application(who.trader, (line,), **texts)
    who.trader.full_name = MARKUP
    who.trader.save()
    attach_paper(application=application, file=ContentFile(PDF, name=f"{MARKUP}.pdf"), actor=who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": MARKUP})
    do(application, "answer", who.trader, {"text": MARKUP})
    do(application, "complete_examination", who.officer)
    do(application, "record_finding", who.science, {**FINDING, "reason": MARKUP})
    do(application, "approve", who.decider)
    (account,) = invoices_for(application.reference)
    case, invoice, asked = application.reference, account.invoice.number, quote(MARKUP)
    visits = {
        who.officer: (f"/cases/{case}/", "/cases/", f"/cases/?q={asked}", f"/cases/?stage={asked}", "/traders/"),
        who.decider: (f"/cases/{case}/", f"/invoices/{invoice}/", f"/traders/{who.trader.pk}/"),
        who.science: (f"/cases/{case}/",),
        who.cashier: (f"/cashier/?q={asked}", f"/cashier/?q={case}", f"/cashier/{invoice}/"),
        who.trader: (f"/applications/{case}/", f"/invoices/{invoice}/", "/me/", f"/verify/{asked}"),
        person(role=Role.AUDITOR): ("/audit/", f"/audit/?who={asked}", f"/cases/{case}/"),
    }
    for reader, addresses in visits.items():
        client = signed_in(bb, reader)
        for address in addresses:
            shown = client.get(address).content.decode()
            assert not [each for each in LIVE if each in shown], address
    officer_sees = signed_in(bb, who.officer).get(f"/cases/{case}/").content.decode()
    assert "&lt;script&gt;" in officer_sees
    assert "{{7*7}}" in officer_sees


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "\uff1d1", '=HYPERLINK("http://x","y")']
)
def test_no_cell_of_a_table_begins_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell(f"a{text}") == f"a{text}"


def test_a_name_that_is_a_formula_is_exported_as_text(bb: Any) -> None:
    formula = '=HYPERLINK("http://evil.example","see")'
    auditor = person(role=Role.AUDITOR, name=formula)
    client = signed_in(bb, auditor)
    b"".join(client.get("/audit/entries.csv").streaming_content)  # which is an entry of its own
    exported = b"".join(client.get("/audit/entries.csv").streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(exported)) for cell in row]
    assert f"'{formula}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_examiner_does_not_decide_on_their_case(bb: Any, who: Cast) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    for actor in (who.officer, who.science):
        for verb in ("approve", "refuse"):
            answer = step(bb, actor, application, verb, reason="Reasons.")
            assert answer.status_code == 403
            assert "You cannot do this" in answer.content.decode()
    assert stage_of(application) == "decision"


@pytest.mark.parametrize("role", [Role.MA_OFFICER, Role.SCIENTIFIC_AUTHORITY, Role.MA_SIGNATORY])
def test_nobody_does_for_themselves_what_the_office_does(bb: Any, who: Cast, role: Role) -> None:
    applications = [an_application(who.trader) for _ in range(4)]
    examining, finding, decision, signing = applications
    do(examining, "submit", who.trader)
    to_finding(finding, who)
    to_finding(decision, who)
    do(decision, "record_finding", who.science, FINDING)
    pay(to_payment(signing, who), who)
    before = [stage_of(each) for each in applications]
    for each in (role, Role.MA_OFFICER):
        grant_role(person=who.trader, role=each, actor=None)
    TOTP.activate(who.trader, SECRET)
    steps = (
        (examining, "start_examination", Role.MA_OFFICER),
        (finding, "record_finding", Role.SCIENTIFIC_AUTHORITY),
        (decision, "approve", Role.MA_OFFICER),
        (decision, "refuse", Role.MA_OFFICER),
        (signing, "issue", Role.MA_SIGNATORY),
    )
    for application, verb, needed in steps:
        answer = step(bb, who.trader, application, verb, **FINDING)
        assert answer.status_code == 403, verb
        if needed in (role, Role.MA_OFFICER):
            assert "your own application" in answer.content.decode(), verb
    assert [stage_of(each) for each in applications] == before


def test_what_is_approved_is_not_refused_and_not_issued_before_it_is_paid(bb: Any, who: Cast) -> None:
    application = to_payment(an_application(who.trader), who)
    for actor, verb in ((who.signatory, "refuse"), (who.decider, "refuse"), (who.signatory, "issue")):
        assert step(bb, actor, application, verb, reason="Too late.").status_code == 409
    for actor in (who.officer, who.cashier, who.trader):
        assert step(bb, actor, application, "settle").status_code in (403, 409)
    assert stage_of(application) == "payment"
    assert not Permit.objects.filter(application=application).exists()


def test_a_key_serves_one_step_of_one_case_and_one_person(bb: Any, who: Cast) -> None:
    first, second = (an_application(who.trader) for _ in range(2))
    for application in (first, second):
        do(application, "submit", who.trader)
    assert step(bb, who.officer, first, "start_examination", key="K").status_code == 302
    assert step(bb, who.officer, first, "start_examination", key="K", version=2).status_code == 302  # a double click
    assert step(bb, who.officer, first, "complete_examination", key="K", found_LAF="positive").status_code == 409
    assert step(bb, who.decider, first, "complete_examination", key="K", found_LAF="positive").status_code in (403, 409)
    assert step(bb, who.officer, second, "start_examination", key="K").status_code == 302
    assert [CaseStep.objects.filter(case=each.case, key="K").count() for each in (first, second)] == [1, 1]
    assert (stage_of(first), stage_of(second)) == ("examining", "examining")


def test_a_key_longer_than_is_kept_still_makes_one_step(bb: Any, who: Cast) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    for _click in range(2):
        answer = step(bb, who.officer, application, "start_examination", key="K" * 500, version=2)
        assert answer.status_code == 302
    assert CaseStep.objects.filter(case=application.case, verb="start_examination").count() == 1


@pytest.mark.parametrize(
    "verb", ["start_examination", "record_finding", "approve", "refuse", "issue", "endorse", "cancel"]
)
def test_a_trader_takes_no_step_of_the_office(bb: Any, who: Cast, verb: str) -> None:
    application = to_finding(an_application(who.trader), who)
    trader, form = signed_in(bb, who.trader), {"version": 4, "key": "k", "reason": "x", "conclusion": "positive"}
    assert trader.post(f"/cases/{application.reference}/do/{verb}/", form).status_code == 403
    assert trader.post(f"/applications/{application.reference}/do/{verb}/", form).status_code in (403, 409)
    assert stage_of(application) == "finding"


@pytest.mark.parametrize("amount", ["-50", "0", "-0", "1e2", "1e400", "NaN", "50.001", "$50", "USD 50", "９", "٥٠", "+50",
                                    "5_0", "0x32", "50\x00", "9" * 60, " "])  # fmt: skip
def test_an_amount_that_is_not_the_fee_is_not_taken(bb: Any, who: Cast, amount: str) -> None:
    (account,) = invoices_for(to_payment(an_application(who.trader), who).reference)
    form = {"amount": amount, "receipt": "R1", "key": "k", "currency": "USD"}
    answer = signed_in(bb, who.cashier).post(f"/cashier/{account.invoice.number}/", form)
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.content.decode()
    assert not LedgerEntry.objects.filter(kind="payment").exists()


@pytest.mark.parametrize("at", [0, 10, -1])
def test_an_altered_link_to_the_demo_bank_charges_nothing(bb: Any, who: Cast, at: int) -> None:
    (account,) = invoices_for(to_payment(an_application(who.trader), who).reference)
    client = signed_in(bb, who.trader)
    address = client.post(f"/invoices/{account.invoice.number}/pay/", {"provider": "demo"}).headers["Location"]
    token = list(address.strip("/").rsplit("/", 1)[-1])
    token[at] = "A" if token[at] != "A" else "Q"
    assert client.post(f"/pay/demo/{''.join(token)}/", {"card": "4000000000000077"}).status_code == 404
    assert not LedgerEntry.objects.filter(kind="payment").exists()


@pytest.mark.parametrize(
    "junk", ["\x00", "a" * 9000, "🐚🦜", "%", "_", "'", '"', "\\", "%00", "' OR 1=1--", "\u202e", "é" * 3000]
)
def test_nothing_typed_into_a_search_is_a_fault_of_ours(bb: Any, who: Cast, junk: str) -> None:
    readers = {
        "/cases/": who.officer,
        "/traders/": who.officer,
        "/cashier/": who.cashier,
        "/audit/": person(role=Role.AUDITOR),
        "/species/": who.trader,
        "/applications/": who.trader,
    }
    for address, reader in readers.items():
        client = signed_in(bb, reader)
        for field in ("q", "page", "stage", "show", "who", "what", "about", "fragment", "line", "kept"):
            assert client.get(address, {field: junk}).status_code < 500, (address, field)


@pytest.mark.parametrize("wildcard", ["%", "_", "%%%", "______"])
def test_signs_of_a_pattern_are_searched_for_as_they_are(bb: Any, who: Cast, wildcard: str) -> None:
    to_payment(an_application(who.trader), who)
    assert not signed_in(bb, who.officer).get("/cases/", {"q": wildcard}).context["worklist"].rows
    assert not signed_in(bb, who.cashier).get("/cashier/", {"q": wildcard}).context["accounts"]


def test_a_number_too_large_for_any_row_is_nobody(bb: Any, who: Cast) -> None:
    draft, many = an_application(who.trader), "9" * 40
    officer, trader = signed_in(bb, who.officer), signed_in(bb, who.trader)
    administrator = signed_in(bb, person(role=Role.PARTY_ADMINISTRATOR))
    assert officer.get(f"/traders/{many}/").status_code == 404
    assert administrator.get(f"/officials/{many}/").status_code == 404
    for rest in (f"lines/{many}/", f"attachments/{many}/"):
        assert trader.get(f"/applications/{draft.reference}/{rest}").status_code == 404


def test_what_a_trader_types_runs_in_no_permit(bb: Any, who: Cast) -> None:
    from cites.permits.documents.publishing import sheet_for
    from tests.factories.permits import issued

    text = '#read("/etc/passwd") $x$ `a` [b] *c* #eval("1") <lab> @ref //c'
    permit = issued(who, exporter_name=text, consignee_name=MARKUP, consignee_address=text)
    pdf = render_pdf(sheet_for(permit, permit.lines.all()))
    assert pdf.startswith(b"%PDF-")
    assert not [each for each in (b"/JavaScript", b"/JS", b"/Launch", b"/URI") if each in pdf]
