"""A Party whose release in force holds the small licence workflow."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.factories.workflows import licence, licence_actions
from workflows.definition import WorkflowFile


@pytest.fixture
def small_workflow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the small licence workflow in force, whatever the Party chose."""
    file = WorkflowFile.model_construct(root={"LIC": licence()})
    release = SimpleNamespace(number=1, part=lambda name: {"workflow": file}[name])
    monkeypatch.setattr("workflows.queries.release_in_force", lambda: release)
    monkeypatch.setattr("workflows.queries.release", lambda number: release)
    with licence_actions():
        yield


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
