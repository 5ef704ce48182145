"""What a section's page shows of a release comes back as it was; what is entered there is what the release says."""

from typing import Any

import pytest
from django.utils.translation import override
from pydantic import BaseModel

from cites.administration.forms.saving import attempt
from cites.administration.forms.section import Section, load_sections, sections
from tenants.profiles.files import folder_of, shipped
from tenants.profiles.schema import Profile
from tenants.releases.parts import release_parts
from tenants.releases.services import parts_of
from tests.factories.forms import as_html, sent
from tests.factories.profiles import HAITI, written
from tests.thorough import some

load_sections()
ALL = sections.in_order()
# What makes a Party this Party; the operator changes it.
NOT_HERE = {"iso2", "kind", "under", "base", "region", "currency", "unconfirmed"}


def typed(parts: dict[str, Any]) -> dict[str, BaseModel]:
    return {part.name: part.schema.model_validate(parts[part.name]) for part in release_parts}


@pytest.fixture(autouse=True)
def _a_party(bb: Any) -> None:
    """The codes of the trade are read from the database."""


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("section", ALL, ids=lambda section: section.name)
def test_a_page_sent_as_it_is_changes_no_shipped_profile(section: Section, language: str) -> None:
    for iso2 in some(shipped(), 5):
        parts = parts_of(folder_of(iso2))
        with override(language):
            outcome = attempt(section, parts, sent(as_html(section.form(parts))))
        assert outcome.parts is not None, (iso2, outcome.form.errors, [each.errors for each in outcome.form.lists])
        assert outcome.parts == parts, iso2
        assert typed(outcome.parts) == typed(parts)


@pytest.mark.parametrize("section", ALL, ids=lambda section: section.name)
def test_a_page_of_a_state_outside_the_convention_changes_nothing_either(section: Section, tmp_path: Any) -> None:
    parts = parts_of(written(tmp_path / "ht", HAITI))
    assert attempt(section, parts, sent(as_html(section.form(parts)))).parts == parts


def test_every_key_of_a_profile_is_changed_on_one_page_or_by_the_operator() -> None:
    for key in Profile.model_fields:
        assert (sections.of_key(f"profile.{key}") is None) == (key in NOT_HERE), key


def test_every_part_has_a_page() -> None:
    assert {part.name for part in release_parts} <= {section.keys[0].split(".")[0] for section in ALL} | {"letterhead"}


@pytest.mark.parametrize("section", ALL, ids=lambda section: section.name)
def test_a_draft_of_nonsense_opens_all_the_same(section: Section) -> None:
    sound = parts_of(folder_of("vu"))
    for nonsense in some((None, [{"x": [1]}], 7, "x", [], [1], {"x": 1}), 4):
        for part in sound:
            assert as_html(section.form(sound | {part: nonsense}))
        for key in sound["profile"]:
            assert as_html(section.form(sound | {"profile": sound["profile"] | {key: nonsense}}))
