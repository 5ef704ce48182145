"""Looking one row up by something unique in another table."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Found = TypeVar("Found")


def sole(rows: "QuerySet[Model, Found]") -> Found | None:
    """Return the only row of a lookup by something unique, or None.

    ``first()`` would sort by the primary key, and a planner that knows nothing of the tables yet then walks one of them
    in that order, row by row, instead of going by the unique value of the other.
    """
    return next(iter(rows.order_by()[:1]), None)
