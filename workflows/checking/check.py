"""The check as a whole: names, shape, law and people, each thing said once with the shortest path to it."""

from collections.abc import Iterator
from dataclasses import replace

from kernel.reasons import Reason
from workflows.checking.findings import Finding, gathered, reason_of
from workflows.checking.groups import Group, groups_of
from workflows.checking.labels import labelled
from workflows.checking.lawful import goals_out_of_reach, moves_against_the_law
from workflows.checking.names import Vocabulary, unknown_names
from workflows.checking.opening import too_early
from workflows.checking.people import People, duties_of_one_person, moves_of_nobody
from workflows.checking.shape import (
    branches_without_end,
    circles_of_automatic_moves,
    circles_of_joins,
    dead_ends,
    traps,
    unreachable,
    ways_out_of_final_stages,
)
from workflows.checking.words import words_of_classes
from workflows.definition import Workflow
from workflows.facts import case_facts
from workflows.guards import guards
from workflows.papers import papers
from workflows.people import office_roles
from workflows.verbs import actions


def vocabulary() -> Vocabulary:
    """Return every name that is registered now."""
    return Vocabulary(
        verbs=actions.names(),
        guards=guards.names(),
        roles=office_roles.names(),
        documents=papers.names(),
        makers={paper.name: paper.verbs for paper in papers if paper.verbs},
        facts={fact.name: None if fact.values is None else list(fact.values) for fact in case_facts},
    )


def reasons_against(
    document_type: str, workflow: Workflow, *, people: People | None = None, words: Vocabulary | None = None
) -> list[Reason]:
    """Return all that is wrong with the workflow of a document type; an empty list means that it may be used.

    ``people`` says who holds each role, where that is known; else it is only asked for roles. ``words`` are the
    names that exist, by default those that are registered. Every reason has data ``key``, ``path``, ``ways`` and
    ``case`` (see `workflows.checking.findings.reason_of`), and its ``source`` is the rule.
    """
    words = words or vocabulary()
    unknown = list(unknown_names(workflow, words))
    if workflow.stages_unknown() or any(workflow.moves_doubled()):
        return _said(workflow, unknown, [])  # whither its moves lead cannot be told
    circles = list(circles_of_joins(workflow))
    if circles:
        return _said(workflow, [*unknown, *circles], [])
    groups = groups_of(document_type, workflow)
    lacking = _lacking(groups, people) if people is not None else ()
    return _said(workflow, [*unknown, *_found(workflow, groups), *lacking], groups)


def reasons_for_lack_of_people(document_type: str, workflow: Workflow, people: People) -> list[Reason]:
    """Return what nobody may do, and duties for which there are too few people; all else is not looked at."""
    if workflow.stages_unknown() or any(workflow.moves_doubled()) or any(circles_of_joins(workflow)):
        return []
    groups = groups_of(document_type, workflow)
    return _said(workflow, list(_lacking(groups, people)), groups)


def _found(workflow: Workflow, groups: list[Group]) -> Iterator[Finding]:
    yield from ways_out_of_final_stages(workflow)
    yield from too_early(workflow)
    stuck = [finding for group in groups for finding in _where_cases_stick(workflow, group)]
    yield from stuck
    yield from unreachable(workflow, groups, stuck=bool(stuck))
    for group in groups:
        yield from traps(workflow, group) if not stuck else ()
        yield from moves_against_the_law(group)
        yield from goals_out_of_reach(workflow, group) if not stuck else ()


def _where_cases_stick(workflow: Workflow, group: Group) -> Iterator[Finding]:
    yield from circles_of_automatic_moves(group)
    endless = list(branches_without_end(workflow, group))
    yield from endless
    held_up = {finding.facts["stage"] for finding in endless}
    yield from (each for each in dead_ends(workflow, group) if each.facts["stage"] not in held_up)


def _lacking(groups: list[Group], people: People) -> Iterator[Finding]:
    for group in groups:
        yield from moves_of_nobody(group, people)
        yield from duties_of_one_person(group, people)


def _said(workflow: Workflow, found: list[Finding], groups: list[Group]) -> list[Reason]:
    every = [each for group in groups for each in group.classes]
    return [
        reason_of(replace(each, facts=labelled(workflow, each)), words_of_classes(each.classes or every, every))
        for each in gathered(found)
    ]
