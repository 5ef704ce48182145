"""`GET /api/need-a-permit`: which documents a movement needs, from the rules by which applications are judged."""

from collections.abc import Iterator
from datetime import date as Day
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from cites.permits.errors import AskedTooOften, FaultyQuestion
from cites.permits.limits import ASKING
from cites.permits.queries.movements import WILD, Answered, Question, answered, faults_of, taxa_like
from cites.permits.rules.catalogue import RULES
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.movements import Outcome, RequiredDocument
from cites.permits.words import sentence_of_reason
from cites.species import queries as species
from cites.species.models import Taxon
from cites.species.starter_words import translated
from kernel.reasons import Reason
from tenants.context import today

router = Router(tags=["permits"])
Code = Annotated[str, BeforeValidator(lambda text: text.strip().upper())]
Country = Annotated[Code, Field(pattern="^[A-Z]{2}$")]
_ORIGIN = "Where they were taken, bred or grown; XX where nobody knows, without it where they leave."


class NeedQuestion(Schema):
    """What is asked; countries in two letters (ISO 3166-1), codes of the Convention."""

    taxon: str = Field(max_length=160, description="Code of a taxon, or one of its names in full.")
    from_: Country = Field(alias="from", description="Where the specimens leave; HS is the high seas.")
    to: Country = Field(description="Where they are brought.")
    term: Code = Field("", pattern="^([A-Z]{3})?$", description="Kind of specimen, in three letters.")
    source: Code = Field(WILD, pattern="^[A-Z]$", description="Where they are from; without it, the wild.")
    source2: Code = Field("", pattern="^[A-Z]?$", description="Beside O or I: where they came from before.")
    operation: str = Field("", max_length=60, description="Source D: number of the registered operation.")
    acquired_on: Day | None = Field(None, description="Source O: day on which they were acquired.")
    justification: str = Field("", max_length=500, description="Source U: why it is not known.")
    purpose: Code = Field("", pattern="^[A-Z]?$", description="Purpose of the transaction.")
    quantity: Decimal | None = Field(None, gt=0, description="How much, in the unit.")
    unit: Code = Field("", pattern="^([A-Z]{3})?$", description="Unit of the quantity; without it, specimens.")
    origin: Code = Field("", pattern="^([A-Z]{2})?$", description=_ORIGIN)
    date: Day | None = Field(None, description="Day of the transaction; without it, today at this Party.")
    carried: bool = Field(False, description="Worn, carried, or part of a move: personal effects.")
    residence: Code = Field("", pattern="^([A-Z]{2})?$", description="Where the person usually lives.")


class Finding(Schema):
    """What an authority has to find before the document is granted."""

    kind: str
    authority: str
    rule: str
    source: str


class Document(Schema):
    """A document that is needed, whose it is, and by which rule."""

    code: str
    name: str
    state: str
    months: int | None
    rule: str
    source: str
    or_else: list[str]
    findings: list[Finding]


class Said(Schema):
    """What one rule says: a reason, how binding it is, and whose rule it is."""

    rule: str
    severity: str
    message: str
    source: str
    since: Day
    checked: bool


class DataSource(Schema):
    """Whose data of species the answer rests on, as of which day, and whether that is long ago today."""

    source: str
    as_of: Day = Field(description="Day of its listings and ranges.")
    suspensions_as_of: Day | None = Field(description="Day of its suspensions of trade; null: it holds none.")
    quotas_as_of: Day | None = Field(description="Day of its published export quotas; null: it holds none.")
    old: bool = Field(description="Whether any of it is more than 180 days old today.")
    note: str = Field(
        description="Where no data at all hold suspensions or quotas: that the answer knows of none, and who to ask."
    )


class NeedAnswer(Schema):
    """The answer for a day: an outcome in one word, the documents in the order in which they are asked for, reasons."""

    outcome: Outcome
    date: Day
    taxon: str
    scientific_name: str
    appendix: str
    documents: list[Document]
    reasons: list[Said]
    data: list[DataSource]


@router.get("/need-a-permit", response=NeedAnswer, summary="Do I need a permit?")
def need_a_permit(request: HttpRequest, asked: Query[NeedQuestion]) -> dict[str, Any]:
    """Say which documents specimens need on their way, and what stands against it. Advice: an authority decides."""
    if ASKING.is_too_fast(request):
        raise AskedTooOften
    question = Question(
        taxon=asked.taxon,
        exporter=asked.from_,
        destination=asked.to,
        day=asked.date or today(),
        **asked.dict(exclude={"taxon", "from_", "to", "date"}),
    )
    if faults := dict(_faults(request, question)):
        raise FaultyQuestion(faults)
    return _told(question, answered(question))


def _faults(request: HttpRequest, question: Question) -> Iterator[tuple[str, str]]:
    """Yield each parameter at fault and why, in the reader's language; those that there are not, too.

    A parameter that is written otherwise would leave the question as if it had not been asked.
    """
    for name, message in faults_of(question).items():
        like = taxa_like(question.taxon) if name == "taxon" else []
        yield name, _which_of(like) if like else gettext(message)
    known = {field.alias or name for name, field in NeedQuestion.model_fields.items()}
    for name in sorted(request.GET.keys() - known):
        yield name, _unknown(name, known)


def _which_of(like: list[Taxon]) -> str:
    message = gettext("No single species of our list has this name. Ask with the code of one of these: %(taxa)s.")
    return message % {"taxa": ", ".join(f"{taxon.code} ({taxon})" for taxon in like)}


def _unknown(name: str, known: set[str]) -> str:
    if near := get_close_matches(name, sorted(known), 1):
        return gettext("There is no parameter of this name. The nearest one is “%(near)s”.") % {"near": near[0]}
    return gettext("There is no parameter of this name.")


def _told(question: Question, found: Answered) -> dict[str, Any]:
    datasets = species.shown_datasets(species.datasets_of_taxa(found.taxa), today())
    return {
        "outcome": found.answer.outcome,
        "date": question.day,
        "taxon": found.taxon.code,
        "scientific_name": str(found.taxon),
        "appendix": found.facts.appendix,
        "documents": [_document(each) for each in found.answer.documents],
        "reasons": [_said(each) for each in found.answer.reasons],
        "data": [_source(each) for each in datasets],
    }


def _source(each: species.ShownDataset) -> dict[str, Any]:
    return {
        "source": translated(each.name),
        "as_of": each.taken_on,
        "suspensions_as_of": each.suspensions_taken_on,
        "quotas_as_of": each.quotas_taken_on,
        "old": each.is_old,
        "note": str(each.lacks),
    }


def _document(each: RequiredDocument) -> dict[str, Any]:
    known = DOCUMENTS[each.code]
    findings = [
        {"kind": one.kind, "authority": one.authority, "rule": one.rule, "source": one.source} for one in each.findings
    ]
    return {
        "code": each.code,
        "name": gettext(known.name),
        "state": each.state,
        "months": known.months,
        "rule": each.rule,
        "source": each.source,
        "or_else": list(each.or_else),
        "findings": findings,
    }


def _said(each: Reason) -> dict[str, Any]:
    rule = RULES[each.code]
    return {
        "rule": each.code,
        "severity": each.severity,
        "message": sentence_of_reason(each),
        "source": each.source,
        "since": rule.since,
        "checked": rule.checked,
    }
