"""While a number is taken nothing is asked of the network, the keys or the storage: what hangs there would hold it up."""

from typing import Any

import pytest

from cites.permits.documents.publishing import publish_permit
from cites.permits.models import Permit, PermitDocument
from cites.permits.services.replacing import replace_permit
from tests.factories.permits import Cast, an_application, cast, do, issued, pay, to_payment

AWAY = (
    "socket.socket.connect",
    "socket.getaddrinfo",
    "cites.permits.signing.signers.LocalSigner.sign_digest",
    "cites.permits.signing.signers.open_private",
    "django.core.files.storage.Storage.save",
)


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what cuts this test off from all that may hang."""

    def cut() -> None:
        for place in AWAY:
            monkeypatch.setattr(place, refuse)

    def refuse(*_args: Any, **_named: Any) -> Any:
        raise AssertionError("asked while a number is taken")

    return cut


def test_a_permit_is_issued_with_no_network_no_key_and_no_storage(who: Cast, offline: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    pay(application, who)
    offline()
    do(application, "issue", who.signatory)
    permit = Permit.objects.get(application=application)
    assert permit.number
    assert not PermitDocument.objects.filter(permit=permit).exists()


def test_a_permit_is_replaced_with_no_network_no_key_and_no_storage(who: Cast, offline: Any) -> None:
    permit = issued(who)
    offline()
    replacement = replace_permit(permit=permit, signatory=who.signatory, reason="Its seal is wet.")
    assert replacement.number != permit.number
    assert not PermitDocument.objects.filter(permit=replacement).exists()


def test_its_document_is_made_afterwards_and_needs_them(who: Cast, offline: Any) -> None:
    permit = issued(who)
    offline()
    with pytest.raises(AssertionError, match="while a number is taken"):
        publish_permit(permit_id=permit.pk)
