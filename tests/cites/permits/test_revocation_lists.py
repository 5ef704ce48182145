"""The list of what a Party's authority revoked: signed by the owner, kept, renewed, served, and believed by others."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from cryptography import x509
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from cites.permits.models import RevocationList, SigningAuthority, SigningKey
from cites.permits.signing import certificates
from cites.permits.signing.certificates import read_chain, write_chain
from cites.permits.signing.certifying import install_certificate
from cites.permits.signing.keys import open_private
from cites.permits.signing.listing import renew_all_lists
from cites.permits.signing.pades import sign_pdf
from cites.permits.signing.queries import keys_of
from cites.permits.signing.services import revoke_key, rotate_key
from cites.permits.signing.signers import LocalSigner, lists_behind, signer_in_use
from cites.permits.tokens.keys import public_half
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_owner, party_context
from tenants.doctor.running import examine
from tenants.jobs.chores import chores
from tenants.life.suspension import suspend_party
from tenants.models import Party
from tenants.names import PUBLIC
from tests.factories.national import Nation
from tests.factories.revoked import LIST, list_at, number_of, openssl_reads, openssl_says, pyhanko_believes

HOST = "vu.localhost"


@pytest.fixture
def twin(ngozi: Any) -> Party:
    with as_owner(PUBLIC):
        return Party.objects.get(iso2="VU", practice=True)


def in_use(party: Party) -> SigningKey:
    (key,) = (key for key in keys_of(party) if key.is_in_use)
    return key


def chain_of(party: Party, kid: str) -> list[x509.Certificate]:
    with as_owner(party.schema_name):
        return read_chain(SigningKey.objects.get(kid=kid).certificates.first().chain)


def authority_of(party: Party) -> str:
    with as_owner(party.schema_name):
        return SigningAuthority.objects.latest("pk").name


def signed_by(party: Party, kid: str) -> bytes:
    """A document that whoever holds the key signs now, revoked or not."""
    key = next(each for each in keys_of(party) if each.kid == kid)
    leaf, root = chain_of(party, kid)
    signer = LocalSigner(kid, open_private(key.sealed_private, kid), leaf, (root,))
    pdf = typst.compile(b'#set document(title: "A")\n= A', pdf_standards=["a-3a", "ua-1"])
    return sign_pdf(pdf, signer, name="MA", place="Port Vila")


def said_by_doctor(*, fix: bool = False) -> Iterator[str]:
    yield from (diagnosis.finding.text for diagnosis in examine(iso2="VU", fix=fix))


def at(days: float) -> Any:
    return clock.frozen(clock.now() + timedelta(days=days))


# --- what stands there ----------------------------------------------------------------------------


def test_a_party_that_revoked_nothing_has_a_list_of_nothing(vu: Party) -> None:
    listed = list_at(HOST)
    _leaf, root = chain_of(vu, in_use(vu).kid)
    assert (len(listed), number_of(listed), listed.issuer) == (0, 1, root.subject)
    assert listed.is_signature_valid(root.public_key())
    assert listed.last_update_utc < clock.now() < listed.next_update_utc <= clock.now() + timedelta(days=10)


def test_a_revoked_key_is_listed_at_once_with_its_day_its_reason_and_since_when(vu: Party, ngozi: Any) -> None:
    old, moment = in_use(vu), clock.now().replace(microsecond=0)
    with clock.frozen(moment):
        day = moment.date()
        new = revoke_key(party=vu, kid=old.kid, by=ngozi, reason="a stolen disk", exposed_on=day)
        revoke_key(party=vu, kid=old.kid, by=ngozi, reason="again")  # changes nothing
    listed = list_at(HOST)
    (entry,) = listed
    assert (number_of(listed), entry.revocation_date_utc) == (2, moment)
    assert entry.serial_number == chain_of(vu, old.kid)[0].serial_number != chain_of(vu, new.kid)[0].serial_number
    assert entry.extensions.get_extension_for_class(x509.CRLReason).value.reason is x509.ReasonFlags.key_compromise
    since = entry.extensions.get_extension_for_class(x509.InvalidityDate).value.invalidity_date_utc
    assert since == datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=14)
    with party_context(vu):
        told = AuditEntry.objects.filter(verb="signing_authority.listed").order_by("id")
        assert [entry.data for entry in told] == [{"number": 1, "revoked": 0}, {"number": 2, "revoked": 1}]


def test_a_key_that_merely_follows_another_revokes_nothing(vu: Party, ngozi: Any) -> None:
    rotate_key(party=vu, by=ngozi, reason="a new year")
    assert (len(list_at(HOST)), number_of(list_at(HOST))) == (0, 1)


def test_a_new_certificate_names_the_list_at_the_partys_host_by_plain_http(vu: Party, ngozi: Any) -> None:
    leaf, _root = chain_of(vu, rotate_key(party=vu, by=ngozi, reason="a new year").kid)
    (point,) = leaf.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    address = point.full_name[0].value
    assert address.startswith("http://vu.localhost:8000/.well-known/signing-authority/VU-")
    assert list_at(HOST, address.removeprefix("http://vu.localhost:8000")) == list_at(HOST)


def test_a_certificate_of_before_names_none_and_stays_good(vu: Party) -> None:
    with as_owner(vu.schema_name):
        held = SigningAuthority.objects.get()
        (root,) = read_chain(held.certificate)
        authority = certificates.Authority(root, open_private(held.sealed_private, held.name))
        key = in_use(vu)
    leaf = certificates.issue_certificate(authority, key.public_jwk, "Vanuatu", clock.now())
    signer = LocalSigner(key.kid, open_private(key.sealed_private, key.kid), leaf, (root,))
    pdf = sign_pdf(typst.compile(b"= A"), signer, name="MA", place="Port Vila")
    for mode in ("soft-fail", "hard-fail", "require"):
        assert pyhanko_believes(pdf, write_chain([root]), list_at(HOST), mode), mode


def test_the_list_of_one_party_is_not_anothers_nor_its_practice_sites(vu: Party, twin: Party, tmp_path: Path) -> None:
    root = write_chain(chain_of(vu, in_use(vu).kid)[1:])
    assert openssl_reads(list_at(HOST), root, tmp_path)[0]
    for other in ("fj.localhost", "vu-practice.localhost"):
        assert not openssl_reads(list_at(other), root, tmp_path)[0], other
    name = f"/.well-known/signing-authority/{authority_of(vu)}.crl"
    assert Client(headers={"host": HOST}).get(name).status_code == 200
    assert Client(headers={"host": "fj.localhost"}).get(name).status_code == 404


def test_a_practice_site_lists_its_own(vu: Party, twin: Party, ngozi: Any) -> None:
    kid = in_use(twin).kid
    revoke_key(party=twin, kid=kid, by=ngozi, reason="to practise")
    (entry,) = list_at("vu-practice.localhost")
    leaf, root = chain_of(twin, kid)
    assert entry.serial_number == leaf.serial_number
    assert "SPECIMEN" in list_at("vu-practice.localhost").issuer.rfc4514_string()
    assert not pyhanko_believes(signed_by(twin, kid), write_chain([root]), list_at("vu-practice.localhost"), "require")
    assert len(list_at(HOST)) == 0


def test_a_closed_party_still_says_what_it_revoked(vu: Party, ngozi: Any) -> None:
    with as_owner(PUBLIC):
        suspend_party(party=vu, by=ngozi, reason="An audit")
    assert Client(headers={"host": HOST}).get("/").status_code == 503
    assert number_of(list_at(HOST)) == 1


# --- what others make of it -----------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["hard-fail", "require"])
def test_pyhanko_believes_the_key_in_force_and_not_a_revoked_one(vu: Party, ngozi: Any, mode: str) -> None:
    old = in_use(vu).kid
    new = rotate_key(party=vu, by=ngozi, reason="a new year").kid
    root = write_chain(chain_of(vu, old)[1:])
    for kid in (old, new):
        assert pyhanko_believes(signed_by(vu, kid), root, list_at(HOST), mode), kid
    revoke_key(party=vu, kid=old, by=ngozi, reason="a stolen disk")
    assert not pyhanko_believes(signed_by(vu, old), root, list_at(HOST), mode)
    assert pyhanko_believes(signed_by(vu, new), root, list_at(HOST), mode)
    assert not pyhanko_believes(signed_by(vu, new), root, None, mode), "the certificate says that there is a list"
    assert not pyhanko_believes(signed_by(vu, new), root, list_at("fj.localhost"), mode)


def test_openssl_believes_the_key_in_force_and_not_a_revoked_one(vu: Party, ngozi: Any, tmp_path: Path) -> None:
    old = in_use(vu).kid
    new = rotate_key(party=vu, by=ngozi, reason="a new year").kid
    (leaf, root), (young, _root) = chain_of(vu, old), chain_of(vu, new)
    old_pem, new_pem, root_pem = (write_chain([each]) for each in (leaf, young, root))
    assert openssl_says(old_pem, root_pem, list_at(HOST), tmp_path) == "leaf: OK\n"
    revoke_key(party=vu, kid=old, by=ngozi, reason="a stolen disk")
    assert "certificate revoked" in openssl_says(old_pem, root_pem, list_at(HOST), tmp_path)
    assert openssl_says(new_pem, root_pem, list_at(HOST), tmp_path) == "leaf: OK\n"
    signed, read = openssl_reads(list_at(HOST), root_pem, tmp_path)
    assert signed
    for words in ("Version 2", "X509v3 CRL Number", "Key Compromise", f"{leaf.serial_number:X}"):
        assert words in read, words


# --- who signs it, and when -----------------------------------------------------------------------


def test_the_web_serves_what_was_signed_and_needs_no_key_for_it(vu: Party, settings: Any) -> None:
    settings.FIELD_KEY = "the-new-key-" * 4
    assert number_of(list_at(HOST)) == 1


def test_the_partys_own_login_writes_no_list(bb: Any) -> None:
    held = SigningAuthority.objects.get()
    for write in (
        lambda: RevocationList.objects.create(authority=held, number=9, pem="x", good_until=clock.now()),
        lambda: RevocationList.objects.update(pem="x"),
        lambda: RevocationList.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            write()


def test_the_operator_worker_renews_lists_before_they_run_out_of_closed_parties_and_practice_sites_too(
    vu: Party, ngozi: Any
) -> None:
    (chore,) = (each for each in chores if each.name == "lists of revoked certificates")
    hosts = (HOST, "fj.localhost", "vu-practice.localhost")
    revoke_key(party=vu, kid=in_use(vu).kid, by=ngozi, reason="a stolen disk")
    with as_owner(PUBLIC):
        suspend_party(party=vu, by=ngozi, reason="An audit")
    with at(days=2):
        chore.run()
    assert [number_of(list_at(host)) for host in hosts] == [2, 1, 1]
    with at(days=4):
        chore.run()
        chore.run()
    assert [number_of(list_at(host)) for host in hosts] == [3, 2, 2]
    assert len(list_at(HOST)) == 1
    assert list_at(HOST).next_update_utc > clock.now() + timedelta(days=13)


def test_a_party_whose_tables_are_away_holds_up_no_other(vu: Party) -> None:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE party_fj.permits_revocationlist RENAME TO elsewhere")
    with at(days=4):
        renew_all_lists()
    assert number_of(list_at(HOST)) == 2


def test_the_doctor_says_when_a_list_runs_out_and_signs_it_anew(vu: Party) -> None:
    name = authority_of(vu)
    for days, words in (
        (8, f"the list of what {name} revoked runs out"),
        (19, f"what {name} revoked stands in no list"),
    ):
        with at(days=days):
            assert any(each.startswith(words) for each in said_by_doctor()), days
            list(said_by_doctor(fix=True))
            assert not any("revoked" in each for each in said_by_doctor())
    assert number_of(list_at(HOST)) == 3


def test_a_party_of_before_gets_its_list_from_the_worker_and_says_so_until_then(vu: Party) -> None:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute("DELETE FROM party_vu.permits_revocationlist")
    assert Client(headers={"host": HOST}).get(LIST).status_code == 404
    assert any("stands in no list" in each for each in said_by_doctor())
    renew_all_lists()
    assert number_of(list_at(HOST)) == 1
    assert list(said_by_doctor()) == []


def test_where_the_field_key_is_lost_the_last_list_stays_and_the_key_is_revoked_all_the_same(
    vu: Party, ngozi: Any, settings: Any
) -> None:
    old, former = in_use(vu).kid, authority_of(vu)
    settings.FIELD_KEY = "the-new-key-" * 4
    new = revoke_key(party=vu, kid=old, by=ngozi, reason="FIELD_KEY is lost").kid
    _leaf, root = chain_of(vu, new)
    assert list_at(HOST).is_signature_valid(root.public_key())
    assert number_of(list_at(HOST, f"/.well-known/signing-authority/{former}.crl")) == 1
    assert not any("revoked" in each for each in said_by_doctor())


def test_what_a_national_authority_issued_is_its_business(vu: Party, ngozi: Any) -> None:
    key, nation = in_use(vu), Nation()
    national = nation.leaf(public_half(key.public_jwk))
    chain = write_chain([national, nation.issuer, nation.root])
    install_certificate(party=vu, pem=chain, by=ngozi, reason="the Gazette")
    with party_context(vu):
        assert lists_behind(signer_in_use()) == []
    call_command("revoke_signing_key", "VU", key.kid, "--by", ngozi.email, "--reason", "stolen")
    serials = {entry.serial_number for entry in list_at(HOST)}
    assert serials == {chain_of(vu, key.kid)[0].serial_number}
    assert national.serial_number not in serials
