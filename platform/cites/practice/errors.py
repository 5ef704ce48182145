"""What can go wrong with practice, as nouns."""

from kernel.errors import DomainError


class TwinFull(DomainError):
    """There are as many invented people as a practice twin takes."""

    code = "twin_full"


class NoSuchDay(DomainError):
    """There is no guided day for any role that the person holds."""

    code = "no_such_day"
