"""Gathering what the rules ask about a document of another State, as somebody typed it in at the import desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from cites.permits.models import PaperCheck
from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.facts import parties_on, specimen_facts
from cites.permits.rules.incoming import reasons_against_paper
from cites.permits.rules.incoming_facts import Amount, AuthoritiesFacts, PaperFacts, PresentedLine
from cites.species import queries as species
from cites.species.folding import folded
from cites.species.models import DesignatedAuthority
from kernel.reasons import Reason
from tenants.context import current_profile

PLAIN: Final = (
    "country", "document_type", "presented_on", "number", "issued_on", "valid_until", "authority", "signatory",
    "purpose", "original", "alterations", "boxes_missing", "doubts", "remark",
)  # fmt: skip
"""What is kept of a paper as it is typed."""
_SAID_ON_PAPER = "as box 5 has it"  # why a source is unknown stands on the paper, or the box is empty


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line as it stands on the paper, with what is here of it."""

    taxon: str
    name: str
    appendix: str = ""
    term: str = ""
    source: str = ""
    source2: str = ""
    origin: str = ""
    operation: str = ""
    unit: str = ""
    permitted: Decimal | None = None
    endorsed: Decimal | None = None
    presented: Decimal | None = None
    presented_unit: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A paper as somebody typed it in, with what they saw of it."""

    country: str
    document_type: str
    presented_on: date
    arrived: bool
    number: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    authority: str = ""
    signatory: str = ""
    purpose: str = ""
    original: str = ""
    alterations: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    boxes_missing: str = ""
    doubts: Sequence[str] = ()
    lines: Sequence[SaidLine] = ()
    remark: str = ""


def reasons_against(said: Said, *, corrects: PaperCheck | None = None) -> list[Reason]:
    """Return all that the rules say of a paper on the day on which it is presented."""
    lines = [_line(each, place, said) for place, each in enumerate(said.lines, 1)]
    return reasons_against_paper(paper_facts(said, corrects), lines)


def paper_facts(said: Said, corrects: PaperCheck | None = None) -> PaperFacts:
    """Return what the rules ask about a paper as a whole."""
    day = said.presented_on
    return PaperFacts(
        document_type=said.document_type,
        country=said.country,
        here=current_profile().iso2,
        day=day,
        purpose=said.purpose,
        number=said.number,
        issued_on=said.issued_on,
        valid_until=said.valid_until,
        authority=said.authority,
        signatory=said.signatory,
        arrived=said.arrived,
        original=said.original,
        alterations=said.alterations,
        answers=said.answers,
        boxes_missing=said.boxes_missing,
        doubts=frozenset(said.doubts),
        parties=parties_on(day),
        purposes=frozenset(purpose.code for purpose in species.purposes(day)),
        register=register_facts(said),
        shown_on=shown_before(said, corrects),
        endorsement_binds=current_profile().border.export_endorsement_binds,
    )


def register_facts(said: Said) -> AuthoritiesFacts:
    """Return what the register of authorities says of the State and of those whom the paper names, as on its issue."""
    every = species.authorities_of(said.country)
    if not every:
        return AuthoritiesFacts()
    held = species.authorities_on(said.country, said.issued_on or said.presented_on)
    kinds = {each.kind for each in held}
    return AuthoritiesFacts(
        known=True,
        management=DesignatedAuthority.Kind.MANAGEMENT in kinds,
        scientific=DesignatedAuthority.Kind.SCIENTIFIC in kinds,
        signatories=DesignatedAuthority.Kind.SIGNATORY in kinds,
        authority=_names(held, said.authority, DesignatedAuthority.Kind.MANAGEMENT),
        signatory=_names(held, said.signatory, DesignatedAuthority.Kind.SIGNATORY),
        as_of=max(each.as_of for each in every),
    )


def shown_before(said: Said, corrects: PaperCheck | None = None) -> date | None:
    """Return the day on which a paper of that State and number was last presented with its specimens, if it was."""
    number = fold_number(said.number)
    if not number or not said.arrived:
        return None
    before = PaperCheck.objects.filter(country=said.country, folded_number=number, arrived=True, correction=None)
    if corrects is not None:
        before = before.exclude(pk=corrects.pk)
    return before.order_by("-presented_on").values_list("presented_on", flat=True).first()


def fold_number(number: str) -> str:
    """Return a number as the same paper is known by, however it was typed: letters and figures alone."""
    return "".join(sign for sign in number.upper() if sign.isalnum())[:60]


def _names(held: Sequence[DesignatedAuthority], name: str, kind: str) -> bool:
    return bool(name) and any(each.kind == kind and folded(each.name) == folded(name) for each in held)


def _line(line: SaidLine, number: int, said: Said) -> PresentedLine:
    asked = SpecimensAsked(
        taxon=line.taxon,
        exporter=said.country,
        origin=line.origin or said.country,
        term=line.term,
        quantity=line.permitted,
        unit=line.unit,
        source=line.source,
        second_source=line.source2,
        purpose=said.purpose,
        number=number,
        justification=_SAID_ON_PAPER,
        registered_operation=line.operation,
        destination=current_profile().iso2,
    )
    return PresentedLine(
        facts=replace(specimen_facts(asked, said.presented_on), taxon=line.taxon or line.name),
        appendix=line.appendix,
        permitted=_amount(line.permitted, line.unit),
        endorsed=_amount(line.endorsed, line.unit),
        presented=_amount(line.presented, line.presented_unit or line.unit),
    )


def _amount(quantity: Decimal | None, unit: str) -> Amount | None:
    return None if quantity is None else Amount(quantity, unit)


def said_of(check: PaperCheck) -> Said:
    """Return what was typed for a check, for another one that starts from it."""
    lines = [SaidLine(**{name: _read(name, value) for name, value in line.items()}) for line in check.lines]
    return Said(**{name: getattr(check, name) for name in (*PLAIN, "arrived", "answers")}, lines=lines)


def line_as_kept(line: SaidLine) -> dict[str, Any]:
    """Return a line as it is kept: plain texts, quantities exactly as they were typed."""
    values = {name: getattr(line, name) for name in SaidLine.__slots__}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _read(name: str, value: Any) -> Any:
    return Decimal(value) if name in ("permitted", "endorsed", "presented") and value is not None else value
