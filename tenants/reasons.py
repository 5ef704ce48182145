"""What went wrong, in words that may be shown to operators: they tell of structure, never of what a Party keeps."""

from django.db import Error as DjangoError
from psycopg2 import Error as DriverError
from psycopg2 import InterfaceError, OperationalError

from kernel.errors import DomainError

LONGEST = 500
# Classes of SQLSTATE whose messages quote values: of data, of constraints, of functions of our own, and inner ones.
_QUOTING = ("22", "23", "44", "P0", "XX")


def plain_reason(error: BaseException) -> str:
    """Return what went wrong in one line of English; the log has the rest.

    The texts of the domain and of Django's migrations are kept, and the database's where they name only structure.
    """
    name = type(error).__name__
    if isinstance(error, DomainError):
        return f"{error}"[:LONGEST]
    if driver := _driver_error(error):
        return f"{name}: {_said_by_database(driver)}"[:LONGEST]
    if isinstance(error, OSError):
        return f"{name}: {error.strerror or 'the log says more'}"[:LONGEST]
    is_plain = type(error).__module__.startswith("django.db.migrations")
    return f"{name}: {error if is_plain else 'the log says more'}"[:LONGEST]


def was_cut_off(error: BaseException) -> bool:
    """Tell whether the connection to the database was lost, so that the same may succeed when it is back."""
    driver = _driver_error(error)
    if not isinstance(driver, OperationalError | InterfaceError):
        return False
    return driver.pgcode is None or driver.pgcode.startswith(("08", "57P"))


def _driver_error(error: BaseException) -> DriverError | None:
    cause = error.__cause__ if isinstance(error, DjangoError) else error
    return cause if isinstance(cause, DriverError) else None


def _said_by_database(error: DriverError) -> str:
    if error.pgcode is None:
        return "the connection to the database was lost"
    if not error.pgcode.startswith(_QUOTING):
        return str(error.diag.message_primary)
    said = error.diag
    places = (said.schema_name, said.table_name, said.column_name, said.constraint_name)
    return " ".join(["code", error.pgcode, *filter(None, places)])
