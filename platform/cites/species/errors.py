"""What can be wrong with a question about species and codes."""

from kernel.errors import DomainError
from kernel.text import gettext_noop


class UnknownTaxon(DomainError):
    """No taxon has that code."""

    code = "unknown_taxon"

    def __init__(self, taxon: str) -> None:
        super().__init__(
            message=gettext_noop("No species has the code %(taxon)s."),
            data={"taxon": taxon},
        )


class NotListed(DomainError):
    """A taxon stands in no Appendix on that day."""

    code = "not_listed"

    def __init__(self, *, taxon: str, day: str) -> None:
        super().__init__(
            message=gettext_noop("%(taxon)s is not listed in any Appendix on %(day)s."),
            data={"taxon": taxon, "day": day},
        )


class FaultyReferenceData(DomainError):
    """A table of reference data cannot be read."""

    code = "faulty_reference_data"

    def __init__(self, *, table: str, line: int, fault: str) -> None:
        super().__init__(
            message=gettext_noop("%(table)s, line %(line)s: %(fault)s"),
            data={"table": table, "line": line, "fault": fault},
        )
