"""The QR on a permit and the register behind it: every honest paper is told as it stands today, and no other."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache

from cites.accounts.roles import Role
from cites.permits.documents.publishing import make_document, publish_permit, render_permit
from cites.permits.documents.tokens import token_lines
from cites.permits.errors import NeverPrinted
from cites.permits.models import DocumentKind, KeyEventKind, Permit, SigningKey, SigningKeyEvent
from cites.permits.services.issuing import issue_permits
from cites.permits.services.permits import cancel_permit, endorse_permit, report_lost
from cites.permits.services.replacing import replace_permit
from cites.permits.signing.keys import open_private
from cites.permits.tokens.checking import Standing, check_token
from cites.permits.tokens.keys import read_keys
from cites.permits.tokens.model import TokenLine, base64url
from cites.permits.tokens.writing import sign_token
from kernel import clock
from tenants.context import as_owner, party_context, today
from tenants.models import Party
from tests.conftest import Place
from tests.factories.accounts import person
from tests.factories.documents import codes_on
from tests.factories.issuable import ready_to_issue
from tests.factories.permits import CONCH as MEAT
from tests.factories.permits import SHELLS, cast, issued
from tests.factories.tokens import CONCH, a_token, by, claims


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


@pytest.fixture
def permit(bb: Any) -> Any:
    found = issued(cast())
    publish_permit(permit_id=found.pk)
    return found


def token_of(permit: Any) -> str:
    return str(permit.tokens.get().token)


def asked(place: Any, token: str, **headers: str) -> dict[str, Any]:
    answer = place.client().post("/api/verify", {"token": token}, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def page(place: Any, token: str) -> tuple[int, str]:
    answer = place.client().get(f"/verify/{token}")
    return answer.status_code, answer.content.decode()


def codes(told: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in told["reasons"]]


def test_the_qr_of_the_printed_permit_opens_its_live_status(bb: Any, permit: Any) -> None:
    with permit.documents.get().file.open() as file:
        pdf = file.read()
    (address,) = set(codes_on(pdf))
    assert address == f"http://bb.localhost:8000/verify/{token_of(permit)}"
    status, said = page(bb, address.rpartition("/")[2])
    assert status == 200
    for shown in ("Valid", permit.number, "Aliger gigas", "1,250"):
        assert shown in said
    for hidden in (permit.exporter_name, permit.consignee_name, permit.signatory_name):
        assert hidden not in said


def test_a_program_is_told_the_same_without_anybodys_name(bb: Any, permit: Any) -> None:
    told = asked(bb, token_of(permit))
    assert (told["state"], told["number"], told["reasons"]) == ("valid", permit.number, [])
    assert (told["issued"], told["expires"]) == (permit.issued_on.isoformat(), permit.valid_until.isoformat())
    assert len(told["lines"]) == permit.lines.count()
    assert told["lines"][0] == {
        "name": "Aliger gigas", "term": "MEA", "quantity": "1250", "unit": "KGM", "source": "W", "purpose": "T",
        "appendix": "II",
    }  # fmt: skip
    assert permit.exporter_name not in json.dumps(told)
    assert asked(bb, permit.code) == told


def test_a_line_with_two_sources_says_both_to_whoever_checks_it(bb: Any) -> None:
    found = issue_permits(application=ready_to_issue(who := cast(), "PRE"), signatory=who.signatory)[0]
    publish_permit(permit_id=found.pk)
    offline = check_token(token_of(found), read_keys(bb.client().get("/.well-known/jwks.json").content), clock.now())
    assert offline.standing is Standing.VALID
    assert [line.source for line in offline.claims.lines] == ["OW"]
    assert [line["source"] for line in asked(bb, token_of(found))["lines"]] == ["OW"]


def test_a_token_signed_while_one_source_was_written_stays_confirmed(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = issue_permits(application=ready_to_issue(who := cast(), "PRE"), signatory=who.signatory)[0]
    with monkeypatch.context() as before:
        before.setattr("cites.permits.documents.tokens.token_lines", with_first_source)
        publish_permit(permit_id=found.pk)
    (line,) = check_token(token_of(found), {}, clock.now()).claims.lines
    assert line.source == "O"
    assert asked(bb, token_of(found))["state"] == "valid"
    assert page(bb, token_of(found))[0] == 200
    address = f"http://bb.localhost:8000/verify/{token_of(found)}"
    with make_document(found, DocumentKind.COPY).file.open() as file:
        assert set(codes_on(file.read())) == {address}


def with_first_source(permit: Permit, rows: Any) -> list[TokenLine]:
    return [line._replace(source=line.source[:1]) for line in token_lines(permit, rows)]


def test_where_the_qr_had_no_room_for_all_lines_page_and_programs_say_so_and_show_all(bb: Any, permit: Any) -> None:
    large = issued(cast(), lines=[MEAT, SHELLS] * 8)
    publish_permit(permit_id=large.pk)
    told = asked(bb, token_of(large))
    assert (told["state"], codes(told), len(told["lines"])) == ("valid", ["lines_missing"], 16)
    words = told["reasons"][0]["message"]
    assert words in page(bb, token_of(large))[1]
    assert words not in page(bb, token_of(permit))[1]
    assert codes(asked(bb, large.code)) == []


def test_it_says_no_name_of_a_person_in_the_token_itself(bb: Any, permit: Any) -> None:
    payload = base64.urlsafe_b64decode(token_of(permit).split(".")[1] + "==").decode()
    for hidden in (permit.exporter_name, permit.consignee_name, permit.signatory_name, permit.code):
        assert hidden not in payload


def test_publishing_again_leaves_the_token_as_it_is(bb: Any, permit: Any) -> None:
    before = token_of(permit)
    publish_permit(permit_id=permit.pk)
    assert token_of(permit) == before


def test_it_expires_at_the_midnight_that_ends_its_last_day_where_it_was_issued(bb: Any, permit: Any) -> None:
    said = json.loads(base64.urlsafe_b64decode(token_of(permit).split(".")[1] + "=="))
    ends = datetime.fromtimestamp(said["exp"], ZoneInfo("America/Barbados"))
    assert (ends.date(), ends.hour, ends.minute) == (permit.valid_until + timedelta(days=1), 0, 0)


def test_a_cancelled_permit_says_so_by_its_qr_too(bb: Any, permit: Any) -> None:
    cancel_permit(permit=permit, reason="Lost by Rosalind", official=permit.signatory)
    assert asked(bb, token_of(permit))["state"] == "cancelled"
    status, said = page(bb, token_of(permit))
    assert (status, "Cancelled" in said, "Rosalind" in said) == (200, True, False)


def test_a_permit_cancelled_before_its_document_was_made_is_told_as_cancelled(bb: Any) -> None:
    found = issued(cast())
    render_permit(found)  # as far as the worker came
    cancel_permit(permit=found, reason="A mistake", official=found.signatory)
    with pytest.raises(NeverPrinted):
        publish_permit(permit_id=found.pk)
    assert asked(bb, token_of(found))["state"] == "cancelled"


def test_an_altered_token_is_forged_and_nothing_of_the_permit_is_told(bb: Any, permit: Any) -> None:
    header, payload, signature = token_of(permit).split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    said["lines"][0][2] = "12500"
    forged = ".".join([header, base64url(json.dumps(said, separators=(",", ":")).encode()), signature])
    told = asked(bb, forged)
    assert (told["state"], codes(told), told["number"], told["lines"]) == ("forged", ["signature"], None, [])
    status, page_said = page(bb, forged)
    assert (status, "Forged" in page_said, "1,250" in page_said) == (404, True, False)


def test_the_facts_of_one_permit_under_the_signature_of_another_are_forged(bb: Any, permit: Any) -> None:
    second = issued(cast())
    publish_permit(permit_id=second.pk)
    header, payload, _signature = token_of(permit).split(".")
    swapped = ".".join([header, payload, token_of(second).split(".")[2]])
    assert asked(bb, swapped)["state"] == "forged"


def test_a_token_that_was_cut_off_cannot_be_read(bb: Any, permit: Any) -> None:
    for cut_off in (token_of(permit)[:-1], token_of(permit)[:-200], token_of(permit).rpartition(".")[0] + "."):
        told = asked(bb, cut_off)
        assert (told["state"], told["number"]) == ("unreadable", None)
    status, said = page(bb, token_of(permit).rpartition(".")[0] + ".")
    assert (status, "Not a whole QR code" in said) == (404, True)


def test_somebody_elses_key_under_our_name_is_forged(bb: Any, permit: Any) -> None:
    kid = permit.tokens.get().kid
    thief = ec.generate_private_key(ec.SECP256R1())
    assert codes(asked(bb, a_token(key=thief, kid=kid))) == ["signature"]
    assert codes(asked(bb, a_token(key=thief, kid="BB-2019-7"))) == ["no_such_key"]


def test_a_token_of_barbados_is_told_in_fiji_to_be_another_partys(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        found = issued(cast())
        publish_permit(permit_id=found.pk)
        token = token_of(found)
    told = asked(fj, token)
    assert (told["state"], codes(told)) == ("unknown", ["other_party"])
    assert page(fj, token)[0] == 404


def test_what_our_key_signed_but_the_register_does_not_know_is_unknown(bb: Any, permit: Any) -> None:
    """A thief of the key, who writes a permit of their own."""
    key = SigningKey.objects.get(kid=permit.tokens.get().kid)
    private = open_private(key.sealed_private, key.kid)
    made_up = sign_token(claims(n=1, lines=(CONCH,), dig="", jti="26BB999999"), key.kid, by(private))
    assert asked(bb, made_up)["state"] == "forged"  # its digest is not that of its lines
    told = asked(bb, a_token(key=private, kid=key.kid, jti="26BB999999"))
    assert (told["state"], codes(told)) == ("unknown", ["not_in_register"])
    assert asked(bb, a_token(key=private, kid=key.kid, jti=permit.number))["state"] == "unknown"


@pytest.mark.parametrize("kind", [KeyEventKind.RETIRED, KeyEventKind.REVOKED])
def test_a_permit_stays_confirmed_here_whatever_became_of_the_key(owner_here: str, kind: KeyEventKind) -> None:
    with as_owner("public"):
        party = Party.objects.get(schema_name="party_bb")
    with party_context(party):
        found = issued(cast())
        publish_permit(permit_id=found.pk)
        token, kid = token_of(found), found.tokens.get().kid
    with as_owner(party.schema_name):
        key = SigningKey.objects.get(kid=kid)
        SigningKeyEvent.objects.create(key=key, kind=kind, operator="ngozi@archipelago.example", reason="Stolen")
    told = asked(Place(party), token)
    assert told["state"] == "valid"
    assert codes(told) == (["revoked_since"] if kind is KeyEventKind.REVOKED else [])


def test_guessing_is_slowed_down_for_programs_as_well(bb: Any, permit: Any) -> None:
    client = bb.client()
    asked_for = [
        client.post("/api/verify", {"token": f"26BB{number:06}"}, content_type="application/json").status_code
        for number in range(12)
    ]
    assert (asked_for[0], asked_for[-1]) == (200, 429)


def test_a_stroke_behind_a_token_changes_nothing(bb: Any, permit: Any) -> None:
    assert asked(bb, f"https://bb.localhost/verify/{token_of(permit)}/")["state"] == "valid"
    assert page(bb, f"{token_of(permit)}/")[0] == 200


def test_beside_somebody_who_guesses_a_signed_code_is_answered_and_so_is_an_official(bb: Any, permit: Any) -> None:
    for number in range(12):
        page(bb, f"WRONG{number:021}")
    assert page(bb, f"WRONG{13:021}")[0] == 429
    assert page(bb, token_of(permit))[0] == 200
    assert asked(bb, token_of(permit))["state"] == "valid"
    customs = bb.client()
    customs.force_login(person(Role.CUSTOMS))
    assert customs.get(f"/verify/WRONG{14:021}").status_code == 404


def test_a_permit_that_was_stolen_and_replaced_says_both(bb: Any, permit: Any) -> None:
    report_lost(permit=permit, lost_on=today(), reason="Taken from the car.", official=permit.signatory)
    replace_permit(permit=permit, reason="It was stolen.", signatory=permit.signatory)
    said = page(bb, token_of(permit))[1]
    assert "Replaced" in said
    assert "reported lost or stolen before" in said


def test_the_answer_for_the_original_says_that_a_copy_is_none(bb: Any, permit: Any) -> None:
    assert "A sheet that is marked COPY may not be used in its place" in page(bb, token_of(permit))[1]


def test_what_is_no_question_is_told_by_the_name_of_its_parameter(bb: Any) -> None:
    answer = bb.client().post("/api/verify", {"token": "x" * 6000}, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "token"


def test_reasons_are_in_the_readers_language(bb: Any, permit: Any) -> None:
    told = asked(bb, "a.b.c", **{"accept-language": "fr"})
    assert told["state"] == "unreadable"
    assert "QR" in told["reasons"][0]["message"]


def test_a_code_that_is_copied_to_another_paper_tells_what_was_permitted_and_that_it_is_used(
    bb: Any, permit: Any
) -> None:
    token = token_of(permit)
    _status, said = page(bb, token)
    for line in permit.lines.all():
        assert line.scientific_name in said  # to be compared with what lies on the table
    quantities = {line.position: line.quantity for line in permit.lines.all()}
    endorse_permit(
        permit=permit,
        quantities=quantities,
        exported_on=today(),
        port=permit.port_of_exit,
        official=permit.signatory,
    )
    assert asked(bb, token)["state"] == "used"
