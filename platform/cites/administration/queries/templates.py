"""The templates that are shipped: what each is for, and what would differ with one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.documents import document_name
from cites.administration.forms.keys import Parts, table_at
from tenants.profiles.files import layered_from, shipped_layers, templates_in
from tenants.profiles.templates import TEMPLATE
from tenants.releases.describing import statements
from tenants.releases.wording import Statement
from workflows.part import WORKFLOW

WORDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "standard": (
        _("Standard"),
        _("An officer examines, the Scientific Authority makes its finding, a second officer decides."),
    ),
    "two_officers": (
        _("Two officers"),
        _("For a small office: one person examines, the other decides and signs. Few stages."),
    ),
    "agencies": (
        _("Several authorities"),
        _("Fisheries, forestry and the veterinary authority make findings beside the Scientific Authority."),
    ),
    "committee": (
        _("Committee"),
        _("A committee advises after the Scientific Authority, before the decision."),
    ),
    "fast_track": (
        _("Fast track"),
        _("Registered operations and pre-Convention specimens take a simplified procedure, others not."),
    ),
    "appeal": (
        _("Appeal"),
        _("The standard process, in which a refusal may be appealed for some time; a signatory decides on it."),
    ),
}


@dataclass(frozen=True, slots=True)
class DocumentDiffering:
    """What would differ for one type of document."""

    name: str | Promise
    statements: tuple[Statement, ...]


def template_names(parts: Parts) -> list[str]:
    """Return the names of the templates that are offered to a Party with these parts."""
    return list(templates_in(_layers(parts), WORKFLOW.templates))


def processes_of_template(parts: Parts, name: str) -> dict[str, Any]:
    """Return the processes of a template, plain, by type of document."""
    found: dict[str, Any] = layered_from(_layers(parts), WORKFLOW.file, WORKFLOW.templates, {TEMPLATE: name})
    return found


def types_of_templates(parts: Parts) -> list[str]:
    """Return every type of document for which some template has a process."""
    processes = (processes_of_template(parts, name) for name in template_names(parts))
    return list(dict.fromkeys(code for each in processes for code in each))


def begun_anew(parts: Parts, template: str, code: str = "") -> dict[str, Any]:
    """Return the processes of ``parts`` with the template's for one type of document, or for all that it has."""
    offered = processes_of_template(parts, template)
    taken = {code: offered[code]} if code in offered else {} if code else offered
    return {**table_at(parts, WORKFLOW.name), **taken}


def what_would_differ(parts: Parts, processes: Mapping[str, Any]) -> Iterator[DocumentDiffering]:
    """Yield each type of document whose process would differ, with what would."""
    after = {**parts, WORKFLOW.name: processes}
    found = list(statements(WORKFLOW, parts, after))
    for code in processes:
        if of_it := tuple(each for each in found if each.path[:1] == (code,)):
            yield DocumentDiffering(document_name(after, code), of_it)


def _layers(parts: Parts) -> Any:
    return shipped_layers(table_at(parts, "profile"))
