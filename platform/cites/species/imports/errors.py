"""Why an import is refused, or comes to nothing."""

from datetime import date

from kernel.errors import DomainError
from kernel.text import gettext_noop


class ImportRefused(DomainError):
    """An import cannot go on; the message says why."""

    code = "import_refused"


class NotThisFile(ImportRefused):
    """The file is not what the reader can read."""

    code = "not_this_file"

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(message=reason, data=facts)


class TooMuchUnreadable(ImportRefused):
    """So much of a source cannot be read that something is wrong with it."""

    code = "too_much_unreadable"

    def __init__(self, *, unreadable: int, of: int) -> None:
        text = gettext_noop("Of %(of)s records %(unreadable)s cannot be read. Nothing was put in force.")
        super().__init__(message=text, data={"unreadable": unreadable, "of": of})


class TooMuchGone(ImportRefused):
    """So many taxa are missing that the source is probably not whole."""

    code = "too_much_gone"

    def __init__(self, *, gone: int, of: int) -> None:
        text = gettext_noop("Of %(of)s taxa %(gone)s are missing in this source. Nothing was put in force.")
        super().__init__(message=text, data={"gone": gone, "of": of})


class TooManyEntriesGone(ImportRefused):
    """So many entries of a register are missing that the file is probably not whole."""

    code = "too_many_entries_gone"

    def __init__(self, *, gone: int, of: int) -> None:
        text = gettext_noop("Of %(of)s entries %(gone)s are missing in this file. Nothing was put in force.")
        super().__init__(message=text, data={"gone": gone, "of": of})


class OlderThanInForce(ImportRefused):
    """The data in force are of a later day than those that were to take their place."""

    code = "older_than_in_force"

    def __init__(self, *, as_of: date, in_force: date) -> None:
        text = gettext_noop("These data are of %(as_of)s, and those in force of %(in_force)s.")
        super().__init__(message=text, data={"as_of": as_of.isoformat(), "in_force": in_force.isoformat()})


class DayNotTold(ImportRefused):
    """Nobody said of which day the data are, and the file does not say it either."""

    code = "day_not_told"

    def __init__(self, *, origin: str) -> None:
        text = gettext_noop("%(origin)s does not say of which day its data are: name the day (--as-of YYYY-MM-DD).")
        super().__init__(message=text, data={"origin": origin})


class DayToCome(ImportRefused):
    """The day of the data is still to come: nothing older could ever follow them."""

    code = "day_to_come"

    def __init__(self, *, as_of: date) -> None:
        text = gettext_noop("These data are said to be of %(as_of)s, a day that is still to come.")
        super().__init__(message=text, data={"as_of": as_of.isoformat()})


class AnotherUnfinished(ImportRefused):
    """Another import from the same kind of source is not finished."""

    code = "another_unfinished"

    def __init__(self, *, origin: str, run: int) -> None:
        text = gettext_noop("Import %(run)s from %(origin)s is not finished: go on with it or abandon it first.")
        super().__init__(message=text, data={"origin": origin, "run": run})


class NothingUnfinished(ImportRefused):
    """There is no unfinished import to go on with or to abandon."""

    code = "nothing_unfinished"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("No import of this kind is unfinished."))


class ImportUnderWay(ImportRefused):
    """Another process imports at this moment."""

    code = "import_under_way"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("Another import is under way. Try again when it has ended."))


class NoToken(ImportRefused):
    """The service asks for a token, and none is set or it is not accepted."""

    code = "no_token"


class ServiceAway(ImportRefused):
    """The service does not answer as it should."""

    code = "service_away"
