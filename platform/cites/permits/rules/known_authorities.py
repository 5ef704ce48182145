"""Whether the authority and the signatory of a paper stand in the register of those that States have designated."""

from collections.abc import Iterator
from dataclasses import replace

from cites.permits.rules.catalogue import reason
from cites.permits.rules.incoming_facts import PaperFacts
from cites.permits.rules.incoming_questions import YES
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop


def reasons_of_register(paper: PaperFacts) -> Iterator[Reason]:
    """Yield what the register does not know of a paper; where there is none of that State, only that there is none."""
    if not paper.register.known:
        message = gettext_noop(
            "Nothing of %(country)s is in a register here: compare authority and signatory yourself."
        )
        said = reason("IN-REGISTER", message, field="authority", country=paper.country)
        yield replace(said, severity=Severity.WARNING)
        return
    yield from _undesignated(paper)
    if paper.authority and not paper.register.authority:
        message = gettext_noop("The register of authorities does not know this authority on the day of issue.")
        yield reason("IN-REGISTER", message, field="authority")
    if paper.signatory and paper.register.signatories and not paper.register.signatory:
        message = gettext_noop("The register of authorities does not know who signed it on the day of issue.")
        yield reason("IN-REGISTER", message, field="signatory")
    elif paper.signatory and not paper.register.signatories:
        message = gettext_noop("The register of authorities names nobody of that country who signs.")
        yield replace(reason("IN-REGISTER", message, field="signatory"), severity=Severity.WARNING)


def _undesignated(paper: PaperFacts) -> Iterator[Reason]:
    """Say what the register lacks, unless the desk has answered that both are designated."""
    if paper.answers.get("authorities") == YES:
        return
    for is_known, message in (
        (paper.register.management, gettext_noop("The register knows no Management Authority of that country.")),
        (paper.register.scientific, gettext_noop("The register knows no Scientific Authority of that country.")),
    ):
        if not is_known:
            yield reason("IN-AUTHORITY", message, field="authorities")
