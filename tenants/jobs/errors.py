"""What can go wrong with jobs, as nouns."""

from kernel.errors import DomainError


class WorkUnfinished(DomainError):
    """A job did what it could, and not all that was asked."""

    code = "work_unfinished"


class HoldLost(DomainError):
    """Another process has taken up the job that this one was doing."""

    code = "hold_lost"


class GivenBack(BaseException):
    """The worker has been told to stop; passes through ``except Exception``, as KeyboardInterrupt does."""
