"""Hybrids of listed species: in which Appendix they count, and what of them needs no document.

Animals: Resolution Conf. 10.17, which speaks of parents in Appendices I and II. Plants: the interpretation of the
Appendices, by which artificially propagated hybrids of Appendix I travel with a certificate of propagation, even when
they are traded, and some of their parts with nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import LineFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop

STRICTEST_FIRST: Final = ("I", "II", "III")
PROPAGATED: Final = "A"
FREE_PARTS: Final = frozenset({"SEE", "FLO", "CUL"})
"""Seeds, cut flowers, and cultures in vitro; pollen has no code of its own."""


def strictest(appendices: Iterable[str]) -> str:
    """Return the strictest of some Appendices, blank where there is none."""
    found = set(appendices)
    return next((each for each in STRICTEST_FIRST if each in found), "")


def is_propagated_hybrid(line: LineFacts) -> bool:
    """Tell whether it is an artificially propagated hybrid of Appendix I plants, which is traded with a certificate."""
    return line.hybrid and line.kingdom == "Plantae" and line.source == PROPAGATED and line.appendix == "I"


def is_free_part(line: LineFacts) -> bool:
    """Tell whether it is a part of such a hybrid that is not subject to the Convention."""
    return is_propagated_hybrid(line) and line.term in FREE_PARTS


def reasons_about_hybrid(line: LineFacts) -> Iterator[Reason]:
    """Say how a hybrid is treated, by which of its parents, and what is not known of them."""
    if not line.hybrid:
        return
    yield _how_it_counts(line)
    rule = "M-HYB-P" if line.kingdom == "Plantae" else "M-HYB-A"
    if not line.parents:
        message = gettext_noop("Say which species are the parents of the hybrid: the stricter one decides.")
        yield reason(rule, message, **on_line(line, "hybrid_parents"))
    for each in line.parents:
        if not each.known:
            message = gettext_noop(
                "%(name)s, named as a parent of the hybrid, is not in our list: an official has to look."
            )
            yield reason(rule, message, **on_line(line, "hybrid_parents", name=each.name))


def _how_it_counts(line: LineFacts) -> Reason:
    if is_free_part(line):
        message = gettext_noop("Seeds, cut flowers and cultures in vitro of such hybrids need no document.")
        return reason("M-HYB-P", message, **on_line(line, "term"))
    if line.kingdom == "Plantae" and line.appendix != "I":
        message = gettext_noop(
            "A hybrid plant is treated as its stricter parent, unless an annotation leaves its hybrids out."
        )
        return reason("M-HYB-P", message, **on_line(line, "taxon"))
    if line.kingdom == "Plantae":
        message = gettext_noop(
            "A hybrid of Appendix I plants, artificially propagated, may need a certificate of propagation alone."
        )
        return reason("M-HYB-P", message, **on_line(line, "taxon"))
    if line.appendix == "III":
        message = gettext_noop(
            "The Resolution on hybrids speaks of parents in Appendices I and II. "
            "Ask the authority whether one of Appendix III needs a document."
        )
        return reason("M-HYB-A", message, **on_line(line, "taxon"))
    decides = next((each for each in line.parents if each.appendix == line.appendix), None)
    if decides is None:
        message = gettext_noop(
            "A hybrid is treated as its stricter parent, where one of the last four generations is listed."
        )
        return reason("M-HYB-A", message, **on_line(line, "taxon"))
    message = gettext_noop(
        "The hybrid is treated as %(name)s, of Appendix %(appendix)s, where one of the last four generations was one."
    )
    return reason("M-HYB-A", message, **on_line(line, "taxon", name=decides.name, appendix=decides.appendix))
