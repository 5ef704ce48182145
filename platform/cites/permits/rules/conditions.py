"""The conditions under which a Resolution lets exhibitions, samples and easy cases have a document of their own."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop

_OF_LITTLE_RISK: Final = frozenset({"O", "C", "A", "D"})
_BIOLOGICAL_SAMPLES: Final = frozenset({"SPE"})
_ONE: Final = Decimal(1)


def reasons_against_conditions(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield which lines the document does not serve, or only if an official decides so."""
    match trade.document_type:
        case DocumentType.TRAVELLING_EXHIBITION:
            yield from _beyond_one_animal(lines)
        case DocumentType.SAMPLE_COLLECTION:
            yield from _of_appendix_i(lines)
        case DocumentType.SIMPLIFIED:
            yield from _of_some_risk(lines)


def _beyond_one_animal(lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield each line by which there is more than one living animal; plants and dead specimens may be several."""
    animals = [line for line in lines if line.living and line.kingdom == "Animalia"]
    for place, line in enumerate(animals):
        if place or _is_more_than_one(line.quantity):
            message = gettext_noop("This certificate is for one living animal: apply for one certificate for each.")
            yield reason("D-ONE-ANIMAL", message, **on_line(line, "quantity"))


def _is_more_than_one(quantity: Decimal | None) -> bool:
    return quantity is not None and quantity.is_finite() and quantity > _ONE


def _of_appendix_i(lines: Sequence[LineFacts]) -> Iterator[Reason]:
    for line in lines:
        if line.appendix == "I" and line.main_source != "D":
            message = gettext_noop(
                "A sample collection holds specimens of Appendix I only where they count as those of Appendix II: of "
                "source D (Article VII.4)."
            )
            yield reason("D-SAMPLES", message, **on_line(line, "source"))


def _of_some_risk(lines: Sequence[LineFacts]) -> Iterator[Reason]:
    for line in lines:
        if not {line.source, line.main_source} & _OF_LITTLE_RISK and line.term not in _BIOLOGICAL_SAMPLES:
            message = gettext_noop(
                "The simplified procedure is for biological samples and for what is pre-Convention, bred or "
                "propagated: of others the Management Authority has to decide that the trade does no harm."
            )
            yield reason("D-NEGLIGIBLE", message, **on_line(line, "source"))
