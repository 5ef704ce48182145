"""What can go wrong on the pages of cases and applications."""

from kernel.errors import DomainError


class ApplicationClosedToApplicant(DomainError):
    """The applicant tried to change an application that waits for the authority."""
