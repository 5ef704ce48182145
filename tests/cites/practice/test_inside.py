"""What stays inside a practice twin: its mail, its money, its people and its links."""

import re
import smtplib
from collections.abc import Mapping
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import override_settings

from billing.errors import ProviderUnavailable
from billing.forms import WayToPayForm
from billing.models import Invoice
from billing.providers import Provider, is_offered_here, providers
from billing.providers.base import Outcome, ProviderEvent
from billing.queries import account_of
from billing.services import receive_event, start_payment
from cites.accounts.backends import PeopleBackend
from cites.accounts.invitations import invite_person, link_to
from cites.accounts.models import Role, User
from cites.permits.invented.playing import player
from cites.practice.models import InsideMail
from cites.settings import EMAIL_BACKEND
from tests.factories.accounts import PASSWORD, person

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LOCAL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def real_mail(monkeypatch: Any) -> Any:
    """The deployment's own mail settings with a mail server named, which nobody may call."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a mail server was called")

    monkeypatch.setattr(smtplib, "SMTP", refuse)
    monkeypatch.setattr(smtplib, "SMTP_SSL", refuse)
    with override_settings(EMAIL_BACKEND=EMAIL_BACKEND, EMAIL_BACKEND_OUTSIDE=SMTP, EMAIL_HOST="mail.example"):
        yield


def a_mail(to: str = "ama@people.example") -> EmailMessage:
    return EmailMessage("Hello", "A text", "permits@localhost", [to], bcc=["b@people.example"])


def test_every_mail_of_a_twin_is_kept_and_no_mail_server_is_called(twin: Any, real_mail: None) -> None:
    before = InsideMail.objects.count()
    assert a_mail().send() == 1
    with mail.get_connection() as connection:
        assert connection.send_messages([a_mail(), a_mail()]) == 2
    assert mail.send_mail("S", "B", None, ["x@people.example"]) == 1
    kept = InsideMail.objects.all()[: InsideMail.objects.count() - before]
    assert [each.subject for each in kept] == ["S", "Hello", "Hello", "Hello"]
    assert "b@people.example" in kept[1].recipients


def test_its_party_sends_by_the_mail_server_as_ever(parties: Any, real_mail: None) -> None:
    (vu,) = parties("vu")
    with vu.active():
        with pytest.raises(AssertionError, match="mail server was called"):
            a_mail().send()
        assert not InsideMail.objects.exists()


def test_so_does_the_front_door(front_door: Any, real_mail: None) -> None:
    with front_door.active(), pytest.raises(AssertionError, match="mail server was called"):
        a_mail().send()


def test_an_invitation_in_a_twin_is_read_in_its_mailbox(
    twin: Any, real_mail: None, let_in: Any, on_commit: Any
) -> None:
    with on_commit():
        invite_person(email="ina@people.example", full_name="Ina", roles=[Role.CASHIER], actor=player("administrator"))
    letter = InsideMail.objects.first()
    assert letter is not None
    assert letter.recipients == "ina@people.example"
    assert letter.subject.startswith("[Practice]")
    (link,) = re.findall(r"http://vu-practice\S+/invitation/\S+", letter.body)
    window = let_in()
    assert letter.subject in window.get("/practice/mail/").content.decode()
    assert letter.subject in window.get("/practice/mail/?to=ina@people.example").content.decode()
    assert letter.subject not in window.get("/practice/mail/?to=nobody@").content.decode()
    shown = window.get(f"/practice/mail/{letter.pk}/").content.decode()
    assert f'href="{link}"' in shown
    assert window.get("/practice/mail/999999/").status_code == 404


def test_a_link_of_the_twin_is_worthless_at_its_party(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    with practice.active():
        invited = invite_person(email="ina@people.example", full_name="Ina", roles=[Role.CASHIER], actor=None)
        path = link_to(invited).partition(":8000")[2]
    assert practice.client().get(path).status_code == 200
    assert vu.client().get(path).status_code == 410


class Bank(Provider):
    """Moves money, and says that it is offered everywhere."""

    name = "bank"
    label = "Bank"

    def start(self, attempt: Any) -> str:
        raise AssertionError("money would move")

    def read_event(self, message: Mapping[str, str]) -> ProviderEvent:
        raise AssertionError("nobody asks it")


@pytest.fixture
def owed(twin: Any) -> Invoice:
    return next(one for one in Invoice.objects.all() if account_of(one).balance.due > 0)


@pytest.mark.parametrize("development", [True, False])
def test_only_pretended_payments_are_offered_whatever_there_is(twin: Any, settings: Any, development: bool) -> None:
    settings.DEVELOPMENT = development
    with providers.temporarily(Bank()):
        assert {way.name for way in providers if is_offered_here(way)} == {"counter", "demo"}
        assert [name for name, _ in WayToPayForm().fields["provider"].choices] == ["counter", "demo"]


def test_no_provider_that_moves_money_can_be_reached(twin: Any, owed: Invoice) -> None:
    payer = owed.payer
    with providers.temporarily(Bank()):
        with pytest.raises(ProviderUnavailable):
            start_payment(invoice=owed, provider="bank", actor=payer)
        attempt, _address = start_payment(invoice=owed, provider="demo", actor=payer)
        event = ProviderEvent("e1", attempt.code, Outcome.SETTLED, account_of(owed).due)
        with pytest.raises(ProviderUnavailable):
            receive_event(provider="bank", event=event)
    assert account_of(owed).payment is None


def test_a_new_provider_is_not_for_practice_unless_it_says_so() -> None:
    assert not Bank().serves_practice


def test_in_production_a_party_offers_no_demo_card_and_its_twin_does(parties: Any, settings: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    settings.DEVELOPMENT = False
    with vu.active():
        assert not is_offered_here(providers.get("demo"))
    with practice.active():
        assert is_offered_here(providers.get("demo"))


def test_a_fee_is_paid_by_the_test_card_in_a_twin_in_production(twin: Any, owed: Invoice, settings: Any) -> None:
    settings.DEVELOPMENT = False
    client = twin.client()
    client.force_login(owed.payer)
    page = client.post(f"/invoices/{owed.number}/pay/", {"provider": "demo"})
    done = client.post(page["Location"], {"card": "4000000000000077"})
    assert done.status_code == 302
    assert account_of(owed).payment is not None


def test_nobody_signs_in_with_a_password(twin: Any) -> None:
    trainee = person(password=PASSWORD)
    assert PeopleBackend().authenticate(None, email=trainee.email, password=PASSWORD) is None
    answer = twin.client().post("/accounts/login/", {"login": trainee.email, "password": PASSWORD})
    assert answer["Location"] == "/practice/"
    before = User.objects.count()
    twin.client().post("/accounts/signup/", {"email": "a@b.example", "password1": PASSWORD, "full_name": "A"})
    assert User.objects.count() == before


def test_no_search_engine_lists_a_twin(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    assert "noindex" in practice.client().get("/")["X-Robots-Tag"]
    assert "X-Robots-Tag" not in vu.client().get("/").headers
