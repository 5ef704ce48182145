"""Every registered action keeps the contract."""

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.forms import BaseForm

from workflows.guards import guards
from workflows.models import DutyKind
from workflows.verbs import Action, actions

assert apps.ready
EVERY = [pytest.param(action, id=action.name) for action in actions]


@pytest.mark.parametrize("action", EVERY)
def test_its_name_is_a_word_that_a_workflow_may_write(action: Action) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", action.name)
    assert actions.get(action.name) is action


@pytest.mark.parametrize("action", EVERY)
def test_it_stands_in_a_file_of_its_own_name(action: Action) -> None:
    module = type(action).__module__
    assert ".actions." in module
    assert module.rsplit(".", 1)[-1] == action.name


@pytest.mark.parametrize("action", EVERY)
def test_it_says_what_its_button_and_its_history_say(action: Action) -> None:
    assert str(action.label).strip()
    assert str(action.history).strip()
    assert not str(action.label).endswith(".")


@pytest.mark.parametrize("action", EVERY)
def test_its_history_names_the_person_by_a_placeholder(action: Action) -> None:
    placeholders = re.findall(r"%\((\w+)\)s", str(action.history))
    assert "actor" in placeholders or not action.form
    assert "%" not in re.sub(r"%\(\w+\)s", "", str(action.history))


@pytest.mark.parametrize("action", EVERY)
def test_its_duty_is_one_that_the_table_knows(action: Action) -> None:
    assert action.duty is None or action.duty in DutyKind.values


@pytest.mark.parametrize("action", EVERY)
def test_its_form_is_a_form(action: Action) -> None:
    assert action.form is None or issubclass(action.form, BaseForm)


@pytest.mark.parametrize("action", EVERY)
def test_its_facts_are_plain_json(action: Action) -> None:
    def tolerant() -> dict[str, Any]:
        try:
            return action.facts({})
        except KeyError:  # it keeps what the form makes sure of
            return {}

    json.dumps(tolerant())


def test_guards_have_labels() -> None:
    assert all(str(guard.label) for guard in guards)
