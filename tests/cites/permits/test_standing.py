"""What a permit says of a territory that issues under a Party, and of a State outside the Convention."""

from typing import Any

import pytest

from cites.permits.documents.publishing import render_permit
from cites.permits.models import Permit
from tenants.context import current_party
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.documents import text_of
from tests.factories.permits import cast, issued

COMPARABLE = {
    "en": "Comparable documentation under Article X: this State is not a Party to the Convention.",
    "fr": "Documents comparables au sens de l’Article X : cet État n’est pas Partie à la Convention.",
    "es": "Documentación comparable conforme al Artículo X: este Estado no es Parte en la Convención.",
}


def permit_of(**profile: Any) -> Permit:
    """A permit issued under a release whose profile says what is given, and else what Barbados says."""
    parts = parts_of(folder_of("BB"))
    parts["profile"] |= profile
    make_release(parts=parts, author="a test")
    return issued(cast())


def print_of(permit: Permit) -> str:
    return " ".join(text_of(render_permit(permit)).split())


def test_a_partys_permit_names_the_party_alone(bb: Any) -> None:
    said = print_of(permit_of())
    assert "Barbados (BB)" in said
    assert "Article X" not in said


def test_a_territorys_permit_names_the_territory_and_the_party_that_answers_for_it(
    bb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current_party(), "iso2", "VG")
    permit = permit_of(
        iso2="VG",
        kind="jurisdiction",
        under="GB",
        names={"en": "British Virgin Islands", "fr": "Îles Vierges britanniques", "es": "Islas Vírgenes Británicas"},
        ports=[{"locode": "VGRAD", "name": "Road Town"}],
    )
    assert "British Virgin Islands, United Kingdom (VG)" in print_of(permit)
    assert "VG" in permit.number


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_non_partys_permit_says_that_it_is_comparable_documentation(bb: Any, language: str) -> None:
    permit = permit_of(kind="non_party", comparable_statement=COMPARABLE, document_languages=[language])
    assert permit.language == language
    assert COMPARABLE[language] in print_of(permit)
