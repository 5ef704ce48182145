"""A Party's other administrators hear by mail of each change of its keys, whoever made it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

from cites.administration import receivers
from cites.administration.tasks import send_key_notice
from cites.permits.signing.certificates import write_chain
from cites.permits.signing.certifying import install_certificate
from cites.permits.signing.services import make_first_key, revoke_key, rotate_key
from cites.permits.tokens.keys import public_half
from tests.conftest import Place
from tests.factories.accounts import person
from tests.factories.key_pages import in_use, revoke_page, rotate, work
from tests.factories.national import Nation
from tests.factories.offices import fill

OPERATOR = SimpleNamespace(email="operator@host.example")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The mails that were asked for, each with the Party in which its task will run."""
    found: list[tuple[Any, ...]] = []
    monkeypatch.setattr(receivers.send_key_notice, "delay", lambda *told: found.append(told))
    return found


@pytest.fixture
def odile(vu: Place) -> Any:
    """Another administrator, who reads French."""
    with vu.active():
        person("ma_signatory")
        return person("party_administrator", "Odile Nalau", language="fr")


def changes(asked: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [(change, kid, person, reader) for change, kid, person, _mark, reader in asked]


def test_what_an_administrator_did_the_others_are_told(
    vu: Place, ada: Any, odile: Any, confirmed: Any, asked: list[Any]
) -> None:
    old = in_use(vu).kid
    rotate(confirmed)
    assert asked == [], "it is not done yet"
    work()
    new = in_use(vu).kid
    address = revoke_page(old)
    fill(confirmed, address, confirmed.get(address), reason="A disk was stolen", understood="on")
    work()
    assert changes(asked) == [("made", new, ada.pk, odile.pk), ("revoked", old, ada.pk, odile.pk)]


def test_what_an_operator_did_all_administrators_are_told(vu: Place, ada: Any, odile: Any, asked: list[Any]) -> None:
    key = in_use(vu)
    nation = Nation()
    chain = [nation.leaf(public_half(key.public_jwk)), nation.issuer, nation.root]
    for _twice in range(2):
        install_certificate(party=vu.party, pem=write_chain(chain), by=OPERATOR, reason="the Gazette")
    told = [("certified", key.kid, None, reader.pk) for reader in (ada, odile)]
    assert changes(asked) == told, "once, for the second time nothing was changed"


def test_of_what_is_done_already_or_by_itself_nobody_is_told(vu: Place, ada: Any, asked: list[Any]) -> None:
    old = in_use(vu).kid
    make_first_key(party=vu.party)
    assert asked == []
    revoke_key(party=vu.party, kid=old, by=OPERATOR, reason="stolen")
    revoke_key(party=vu.party, kid=old, by=OPERATOR, reason="stolen")
    rotate_key(party=vu.party, by=OPERATOR, reason="a new year", instead_of=old)
    assert [each[0] for each in changes(asked)] == ["revoked"]


def test_the_mail_is_in_the_readers_language_names_the_hand_and_goes_out_once(vu: Place, ada: Any, odile: Any) -> None:
    with vu.active():
        for _twice in range(2):
            send_key_notice("revoked", "VU-2026-1", odile.pk, "revocation.1", ada.pk)
        send_key_notice("made", "VU-2026-2", None, "key.2", odile.pk)
    english, french = mail.outbox
    assert (english.subject, english.to) == ("The signing key VU-2026-1 was revoked", [ada.email])
    for words in (
        "Dear Ada Administrator,",
        "It was done by Odile Nalau.",
        "vu.localhost",
        "/administration/signing-keys/",
    ):
        assert words in english.body, words
    assert french.subject == "VU-2026-2 est la nouvelle clé de signature de votre pays"
    assert "par un opérateur de ce service" in french.body


def test_a_mail_of_a_practice_site_says_that_it_is_an_exercise(twin: Place) -> None:
    with twin.active():
        ada = person("party_administrator", mfa=False)
        send_key_notice("certified", "VU-PRACTICE-2026-1", None, "certificate.1", ada.pk)
    (sent,) = mail.outbox
    assert sent.subject.startswith("[Practice] ")


def test_who_left_meanwhile_is_sent_nothing(vu: Place, ada: Any) -> None:
    with vu.active():
        ada.is_active = False
        ada.save()
        send_key_notice("made", "VU-2026-2", None, "key.2", ada.pk)
    assert mail.outbox == []
