"""No row of one Party can be read, changed or removed from elsewhere through the ORM, model by model."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction

from kernel.errors import DomainError
from tests.isolation.lives import models_of_parties, own_rows
from tests.isolation.told import state

MODELS = pytest.mark.parametrize("model", models_of_parties(), ids=lambda model: model._meta.label)
Model = type[models.Model]


def a_row(model: Model, place: Any) -> Any:
    with place.active():
        row = own_rows(model, place.party).first()
    assert row is not None, f"{model._meta.label} has no row at {place.iso2}: see tests/isolation/lives.py"
    return row


def first_text(model: Model) -> str:
    return next((column.attname for column in model._meta.concrete_fields if not column.primary_key), "pk")


@MODELS
def test_it_is_not_found_by_its_key(two: Any, model: Model) -> None:
    here, there = two
    row = a_row(model, there)
    with here.active():
        assert not model._base_manager.filter(pk=row.pk).exists()


@MODELS
def test_it_is_as_it_was_whatever_is_done_elsewhere(two: Any, model: Model) -> None:
    """By its key; and with the object itself, which, strayed to another Party, may make trouble there alone."""
    here, there = two
    row, column = a_row(model, there), first_text(model)
    same_key = model._base_manager.filter(pk=row.pk)
    with there.active():
        before = state()
    for work in (lambda: same_key.update(**{column: getattr(row, column)}), same_key.delete, row.save, row.delete):
        with here.active(), suppress(DatabaseError, DomainError), transaction.atomic():
            work()
    with there.active():
        assert state() == before


@MODELS
def test_the_front_door_does_not_know_it(parties: Any, front_door: Any, model: Model) -> None:
    (there,) = parties("fj")
    row = a_row(model, there)
    with there.active():
        before = state()
    with front_door.active(), suppress(DatabaseError), transaction.atomic():
        found = model._base_manager.filter(pk=row.pk)
        assert not found.exists()
        found.update(**{first_text(model): getattr(row, first_text(model))})
    with there.active():
        assert state() == before
