"""The day on which a page about species is read."""

from datetime import date

from kernel import clock
from tenants.context import current_profile, in_party


def reading_day() -> date:
    """Return today's date where the Party is; on the shared front door, in UTC."""
    return clock.local_date(current_profile().time_zone if in_party() else "UTC")
