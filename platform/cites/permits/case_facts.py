"""What a workflow may ask of an application: facts of its lines, and of the whole."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.applications import application_of
from cites.permits.rules.facts import LIVING_TERMS
from cites.permits.rules.periods import period_of
from cites.species.queries import find_taxon
from workflows.facts import YES_OR_NO, CaseFact
from workflows.models import Case

NO_APPENDIX = "none"
APPENDICES: Mapping[str, str | Promise] = {
    "I": "I",
    "II": "II",
    "III": "III",
    NO_APPENDIX: _("none"),
}
SOURCES: Mapping[str, str | Promise] = {
    "W": _("wild (W)"),
    "R": _("ranched (R)"),
    "X": _("from the sea outside any State (X)"),
    "D": _("registered operation, Appendix I (D)"),
    "C": _("bred in captivity (C)"),
    "A": _("artificially propagated (A)"),
    "F": _("born in captivity (F)"),
    "Y": _("assisted production (Y)"),
    "O": _("pre-Convention (O)"),
    "I": _("confiscated (I)"),
    "U": _("unknown (U)"),
}
PURPOSES: Mapping[str, str | Promise] = {
    "B": _("breeding or propagation (B)"),
    "E": _("educational (E)"),
    "G": _("botanical garden (G)"),
    "H": _("hunting trophy (H)"),
    "L": _("law enforcement (L)"),
    "M": _("medical (M)"),
    "N": _("introduction into the wild (N)"),
    "P": _("personal (P)"),
    "Q": _("circus or exhibition (Q)"),
    "S": _("scientific (S)"),
    "T": _("commercial (T)"),
    "Z": _("zoo (Z)"),
}
KINGDOMS: Mapping[str, str | Promise] = {"Animalia": _("animals"), "Plantae": _("plants")}


def _of_lines(value: Callable[[ApplicationLine], str]) -> Callable[[Application], Sequence[str]]:
    return lambda application: [value(line) for line in application.lines.all()]


def _with_lines(case: Case) -> Application:
    application = application_of(case)
    prefetch_related_objects([application], "lines")
    return application


def _yes_or_no(told: object) -> str:
    return "yes" if told else "no"


def _class(line: ApplicationLine) -> str:
    taxon = find_taxon(line.taxon_code)
    return taxon.class_name if taxon else ""


def _order(line: ApplicationLine) -> str:
    taxon = find_taxon(line.taxon_code)
    return taxon.order_name if taxon else ""


def _purpose(application: Application) -> Sequence[str]:
    return [application.purpose]


def _organisation(application: Application) -> Sequence[str]:
    return [_yes_or_no(application.organisation_id)]


_Fact = partial(CaseFact, matter=_with_lines)


def _period(application: Application) -> Sequence[str]:
    return [_yes_or_no(period_of(application.document_type, application.answers))]


FACTS = (
    _Fact("appendix", _("Appendix"), _of_lines(lambda line: line.appendix or NO_APPENDIX), APPENDICES),
    _Fact("source", _("source"), _of_lines(lambda line: line.source), SOURCES),
    _Fact("living", _("living"), _of_lines(lambda line: _yes_or_no(line.term in LIVING_TERMS)), YES_OR_NO),
    _Fact("kingdom", _("animals or plants"), _of_lines(lambda line: line.kingdom), KINGDOMS),
    _Fact("class", _("class of animals"), _of_lines(_class)),
    _Fact("order", _("order of animals or plants"), _of_lines(_order)),
    _Fact(
        "registered_operation",
        _("from an operation with a registration number"),
        _of_lines(lambda line: _yes_or_no(line.registered_operation.strip())),
        YES_OR_NO,
    ),
    _Fact("purpose", _("purpose"), _purpose, PURPOSES, of_line=False),
    _Fact("period", _("for a period"), _period, YES_OR_NO, of_line=False),
    _Fact("organisation", _("applied for by an organisation"), _organisation, YES_OR_NO, of_line=False),
)
