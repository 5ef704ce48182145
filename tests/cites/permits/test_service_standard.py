"""What a Party promises for a document: told on the front page, and refused for documents that nobody knows."""

from typing import Any

import pytest

from cites.permits.release_check import CONVENTION
from tenants.context import current_profile
from tenants.profiles.schema import Profile


def promising(**changes: Any) -> Profile:
    return Profile.model_validate(current_profile().model_dump() | changes)


def test_a_document_has_its_own_standard_and_the_others_that_of_all(bb: Any) -> None:
    profile = promising(days_to_expect=12, days_to_expect_of={"EXP": 3})
    assert (profile.days_for("EXP"), profile.days_for("IMP")) == (3, 12)


def test_nothing_is_promised_for_a_document_that_nobody_knows(bb: Any) -> None:
    faults = list(CONVENTION.check({"profile": promising(days_to_expect_of={"EXP": 3, "ZZZ": 4})}))
    assert [(fault["part"], fault["key"]) for fault in faults] == [("profile", "days_to_expect_of.ZZZ")]


def test_the_front_page_tells_the_standard_of_the_document(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Profile, "days_for", lambda profile, document: 3 if document == "EXP" else 90)
    assert "within 3 working days" in bb.client().get("/").content.decode()
