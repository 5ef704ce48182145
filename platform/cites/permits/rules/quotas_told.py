"""What applicants and the public are told of the Party's own quotas: the balance, and nothing of anybody's permits."""

from decimal import Decimal

from cites.permits.rules.catalogue import reason
from cites.permits.rules.quantities import in_figures
from cites.permits.rules.quotas import Quota
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reason_to_tell(quota: Quota, year: int, left: Decimal, asked: Decimal | None, taxon: str) -> Reason | None:
    """Return why a quota does not let specimens leave, or that it lets fewer leave than are asked; None where it does.

    ``asked`` is None where nobody said how much. ``left`` is nothing where the quota is overdrawn: by how much is for
    officials. ``taxon`` is the scientific name. What is told here holds now, and nothing is kept for anybody by it.
    """
    if left > 0 and (asked is None or asked <= left):
        return None
    numbers = {"most": quota.quantity, "left": left, "asked": asked or Decimal(0)}
    units = dict.fromkeys(("unit", *(f"unit_{name}" for name in numbers if name != "most")), quota.unit)
    said = {name: in_figures(number) for name, number in numbers.items()}
    message = _message(quota, left)
    return reason(
        "B-QUOTA", message, source=quota.stated_in, field="quantity", taxon=taxon, year=str(year), **said, **units
    )


def _message(quota: Quota, left: Decimal) -> str:
    if quota.quantity == 0:
        return gettext_noop(
            "No export is permitted under our quota for %(year)s of such specimens of %(taxon)s: it is none."
        )
    if left <= 0:
        return gettext_noop(
            "Our quota for %(year)s of %(most)s %(unit)s of such specimens of %(taxon)s is used up: none is left now."
        )
    return gettext_noop(
        "Of our quota for %(year)s of %(most)s %(unit)s of such specimens of %(taxon)s, %(left)s %(unit_left)s are "
        "left now, and %(asked)s %(unit_asked)s are asked. Nothing is set aside before an approval."
    )
