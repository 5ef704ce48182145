"""Writing down what becomes of security stamps: on a permit, spoilt, or lost. No number has two fates."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from cites.accounts.models import User
from cites.permits.models import Permit, SecurityStamp, StampFate
from cites.permits.queries.stamps import refuse_taken, stamp_taken, uses_stamps
from cites.permits.rules.stamps import read_stamps, refuse_wrong_count
from tenants.audit.services import record


def refuse_faulty_stamps(numbers: Sequence[str], count: int) -> None:
    """Raise FaultyStamps unless each of ``count`` documents has a stamp of its own, where this Party uses them."""
    _refuse_unfit(numbers, count if uses_stamps() else 0)


def use_stamp(*, number: str, permit: Permit, official: User) -> None:
    """Keep which stamp a new permit bears. Raises FaultyStamps where another bears it."""
    _keep(number, StampFate.USED, official, permit=permit)
    record("stamp.used", subject=f"stamp:{number}", actor=official, data={"permit": permit.number})


@transaction.atomic
def end_stamps(*, numbers: Sequence[str], fate: StampFate, reason: str, official: User) -> None:
    """Write down stamps that were spoilt or lost and so go on no permit. Raises FaultyStamps, and then keeps none."""
    _refuse_unfit(numbers, len(numbers))
    for number in numbers:
        _keep(number, fate, official, reason=reason)
        record(f"stamp.{fate}", subject=f"stamp:{number}", actor=official)


def _refuse_unfit(numbers: Sequence[str], count: int) -> None:
    read_stamps("\n".join(numbers))
    refuse_wrong_count(numbers, count)
    refuse_taken(numbers)


def _keep(number: str, fate: StampFate, actor: User, *, permit: Permit | None = None, reason: str = "") -> None:
    try:
        with transaction.atomic():
            SecurityStamp.objects.create(number=number, fate=fate, permit=permit, reason=reason, actor=actor)
    except IntegrityError as error:  # somebody was quicker
        raise stamp_taken(number) from error
