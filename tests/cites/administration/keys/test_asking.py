"""Nothing makes the owner change keys but what a page of that Party signed for its administrator, lately."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from cites.permits.signing import asking
from cites.permits.signing.asking import Asked, Change
from cites.permits.signing.queries import keys_of
from tenants.context import as_owner
from tenants.jobs.services import ask_job
from tests.conftest import Place
from tests.factories.accounts import person
from tests.factories.jobs import fresh
from tests.factories.key_pages import (
    in_use,
    work,
)


@pytest.fixture
def forged(vu: Place, ada: Any) -> Iterator[Any]:
    """Asks as whoever may add jobs and knows the address of no key that signs."""

    def ask(asked: str) -> str:
        job = ask_job(kind=Change.ROTATE, parameters={"parties": ["vu"], "asked": asked})
        work()
        return f"{fresh(job).state}: {fresh(job).error}"

    yield ask
    assert len(keys_of(vu.party)) == 1


def test_what_no_page_of_that_party_signed_is_not_done(vu: Place, ada: Any, forged: Any) -> None:
    asked = Asked(person=ada.pk, kid=in_use(vu).kid, reason="x").model_dump(mode="json")
    with as_owner("party_fj"):
        elsewhere = asking._signer(Change.ROTATE).sign(asked)
    with vu.active():
        other = asking._signer(Change.REVOKE).sign(asked)
        nobody = asking._signer(Change.ROTATE).sign(asked | {"person": person("ma_officer").pk})
    for each in ("", "x:y:z", elsewhere, other, nobody):
        assert forged(each).startswith("failed: No administrator asked for this")


def test_what_was_asked_long_ago_or_by_who_left_since_is_not_done(vu: Place, ada: Any, forged: Any) -> None:
    asked = Asked(person=ada.pk, kid=in_use(vu).kid, reason="x").model_dump(mode="json")
    with vu.active():
        signed = asking._signer(Change.ROTATE).sign(asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "_LONGEST_WAIT", timedelta(seconds=-1))
        assert forged(signed).startswith("failed:")
    with vu.active():
        type(ada).objects.filter(pk=ada.pk).update(is_active=False)
    assert forged(signed + " ").startswith("failed:")
