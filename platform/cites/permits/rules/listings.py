"""What a listing leaves to be looked at: annotations, populations and hybrids."""

from collections.abc import Iterator

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import Coverage, LineFacts
from cites.permits.rules.hybrids import reasons_about_hybrid
from cites.permits.rules.notes import is_left_out, reasons_from_notes, short
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reasons_about_listing(line: LineFacts) -> Iterator[Reason]:
    """Say what of a line's listing an official has to look at, and what its note does not allow."""
    if not line.appendix:
        return
    if line.coverage is Coverage.EXEMPT and not is_left_out(line):
        message = gettext_noop("Annotation %(annotation)s leaves this kind of specimen out: it may need no document.")
        yield reason("X-ANN", message, **on_line(line, "term", annotation=line.annotation))
    elif line.coverage is Coverage.JUDGE:
        message = gettext_noop("Annotation %(annotation)s decides whether this kind of specimen is listed at all.")
        yield reason("X-ANN", message, **on_line(line, "term", annotation=line.annotation))
    for note in line.undecided:
        message = gettext_noop(
            "Which populations are meant has to be asked of an official: “%(note)s” "
            "The strictest listing counts until then."
        )
        yield reason("X-POP", message, **on_line(line, "country_of_origin", note=short(note)))
    if line.split and not line.undecided:
        message = gettext_noop("The Appendix depends on where the specimen comes from. Show the population.")
        yield reason("X-POP", message, **on_line(line, "country_of_origin"))
    yield from reasons_from_notes(line)
    yield from reasons_about_hybrid(line)
