"""What a step of a case costs beside the bare writes of its rows, and a check beside the bare library's machine.

The rows of a table are measured in turns, so that a busy machine slows all of them. What workers are asked for after
the commit (mails, the seal of the trail) is left out of both; the rows of it are written by both.
"""

import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from statistics import median
from typing import Any
from unittest.mock import patch

from _place import milliseconds, product, show

ROUNDS, EACH = 6, 30
CHECKS = 5
TURNS = {"ask": ("officer", {"text": "Which vessel?"}), "answer": ("trader", {"text": "The Adele."})}


def main() -> None:
    with product(as_owner=False):
        from tenants.context import party_context
        from tenants.models import Party

        with party_context(Party.objects.get(iso2="BB", practice=False)):
            mails, seals = "cites.casework.tasks.send_news.delay", "tenants.audit.services._ask_for_sealing"
            with patch(mails, lambda key: None), patch(seals, lambda: None):
                _show_steps()
            _show_checks()


def _show_steps() -> None:
    step = Stepping()
    bare = copies_of(step)
    measured: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, run in {
            "bare: the same rows by plain ORM, one transaction": bare,
            "ours: perform": step.ours,
        }.items():
            milliseconds(run, 4)
            measured.setdefault(name, []).extend(milliseconds(run, EACH))
    show("a question or an answer", measured)
    for name, taken in measured.items():
        sys.stdout.write(f"{name:54} {1000 / median(taken):8.0f} a second\n")
    sys.stdout.write("\n")


class Stepping:
    """A case at its examination, which is asked a question and answers it, over and over again."""

    def __init__(self) -> None:
        from tests.factories.permits import an_application, cast, do

        self.who = cast()
        self.application = an_application(self.who.trader)
        do(self.application, "submit", self.who.trader)
        do(self.application, "start_examination", self.who.officer)
        self.reference = self.application.reference
        self.number = 0

    def case(self) -> Any:
        from workflows.models import Case

        return Case.objects.get(reference=self.reference)

    def ours(self) -> None:
        """Take the next step as a request does: with its key, from the version that was looked at."""
        from workflows.services import perform

        verb = list(TURNS)[self.number % len(TURNS)]
        person, data = TURNS[verb]
        self.number += 1
        perform(
            case_reference=self.reference, verb=verb, actor=getattr(self.who, person), data=data,
            version=self.case().version, key=f"bench {self.number}",
        )  # fmt: skip


def copies_of(step: Stepping) -> Callable[[], None]:
    """Return what writes the rows of the next question and its answer anew, by turns."""
    from django.db import models, transaction

    from tenants.audit.models import AuditEntry
    from workflows.models import CaseMessage, CaseNews, CaseStep

    written: list[list[models.Model]] = []
    tables: tuple[type[models.Model], ...] = (CaseMessage, CaseStep, CaseNews, AuditEntry)
    for _turn in TURNS:
        last = {table: _newest(table) for table in tables}
        step.ours()
        written.append([row for table in tables for row in table._default_manager.filter(pk__gt=last[table])])
    turns, numbers = count(), count()

    def bare() -> None:
        with transaction.atomic():
            case = step.case()
            case.version += 1
            case.save(update_fields=["stage", "stage_since", "version", "closed_at"])
            for row in written[next(turns) % len(written)]:
                _again(row, case, next(numbers))

    return bare


def _newest(table: Any) -> int:
    return int(table._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0)


def _again(row: Any, case: Any, number: int) -> None:
    """Insert a row once more, under names that are free."""
    row.pk, row._state.adding = None, True
    for name, value in {"version": case.version, "key": f"bare {number}", "once": f"bare {number}"}.items():
        if hasattr(row, name):
            setattr(row, name, value)
    row.save(force_insert=True)


def _show_checks() -> None:
    for name, workflows in templates():
        measured: dict[str, list[float]] = {}
        ways: dict[str, Callable[[], object]] = {
            "bare python-statemachine: built and walked, one case": partial(_each, walk, workflows),
            "ours: the check of every class of cases": partial(_each, check, workflows),
        }
        for _ in range(CHECKS):
            for way, run in ways.items():
                measured.setdefault(way, []).extend(milliseconds(run, 1))
        show(f"template {name}: {len(workflows)} types of documents", measured)


def templates() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each template that ships: its name, and the workflow of each type of document."""
    from tenants.profiles.files import BASE, PROFILES, layered_from, templates_in
    from workflows.definition import read_workflows
    from workflows.part import WORKFLOW

    base = [PROFILES / BASE]
    for name in templates_in(base, WORKFLOW.templates):
        stated = layered_from(base, WORKFLOW.file, WORKFLOW.templates, {"template": name})
        yield name, read_workflows(stated, file=name).root


def _each(do: Callable[[str, Any], object], workflows: Mapping[str, Any]) -> None:
    for key, workflow in workflows.items():
        do(key, workflow)


def walk(key: str, workflow: Any) -> None:
    """Build the library's machine, and make every transition from every configuration that it comes to."""
    from workflows.machine import compile_machine

    machine = compile_machine(key, workflow)

    def at(configuration: Any) -> Any:
        machine.start_configuration_values = list(configuration)
        return machine()

    fresh = deque([frozenset(machine().configuration_values)])
    seen = set(fresh)
    while fresh:
        here = fresh.popleft()
        for event in at(here).allowed_events:
            there = at(here)
            there.send(event.id)
            reached = frozenset(there.configuration_values)
            fresh += {reached} - seen
            seen.add(reached)


def check(key: str, workflow: Any) -> None:
    """Check it as a publication does; what ships is refused by nothing."""
    from workflows.checking.check import reasons_against

    assert reasons_against(key, workflow) == []


if __name__ == "__main__":
    main()
