"""A Party whose release in force holds the small licence workflow, or one with inspections side by side."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.factories.workflows import inspected, licence, licence_actions
from workflows.definition import Workflow, WorkflowFile


@pytest.fixture
def in_force(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Workflow], None]]:
    """``in_force(workflow)`` puts it in force as LIC, whatever the Party chose; its verbs are there."""

    def put(workflow: Workflow) -> None:
        file = WorkflowFile.model_construct(root={"LIC": workflow})
        release = SimpleNamespace(number=1, part=lambda name: {"workflow": file}[name])
        monkeypatch.setattr("workflows.queries.release_in_force", lambda: release)
        monkeypatch.setattr("workflows.queries.release", lambda number: release)

    with licence_actions():
        yield put


@pytest.fixture
def small_workflow(in_force: Any) -> None:
    """Put the small licence workflow in force."""
    in_force(licence())


@pytest.fixture
def inspections(in_force: Any) -> None:
    """Put the workflow with inspections side by side in force."""
    in_force(inspected())


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """Collect the steps that are told of."""
    from workflows.signals import case_step_taken

    heard: list[Any] = []

    def hear(step: Any, **kwargs: Any) -> None:
        heard.append(step)

    case_step_taken.connect(hear)
    yield heard
    case_step_taken.disconnect(hear)
