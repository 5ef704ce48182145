"""Every fault and every mark has its place on a page: its field, its entry, its group, or the whole."""

from typing import Any

import pytest

from cites.administration.forms.marks import open_marks
from cites.administration.forms.places import Place, field_around, place_of
from cites.administration.forms.saving import attempt, faults_elsewhere, faults_of, shown_with_faults
from cites.administration.forms.section import load_sections, sections
from tenants.profiles.files import folder_of, shipped
from tenants.releases.services import parts_of
from tests.factories.forms import as_html, sent

load_sections()


@pytest.fixture(autouse=True)
def _a_party(bb: Any) -> None:
    """The codes of the trade are read from the database."""


def the(iso2: str, **profile: Any) -> dict[str, Any]:
    parts = parts_of(folder_of(iso2))
    return parts | {"profile": parts["profile"] | profile}


def place(parts: dict[str, Any], key: str) -> tuple[str, str, str]:
    """Field, what the entry is known by, and group."""
    section = sections.of_key(key)
    assert section is not None
    found = place_of(section.form(parts), key)
    return found.field, found.entry.named() if found.entry else "", found.group


@pytest.mark.parametrize(
    ("key", "field", "entry", "group"),
    [
        ("profile.names.fr", "profile.names.fr", "", ""),
        ("profile.names", "", "", "profile.names"),
        ("profile.languages", "profile.languages", "", ""),
        ("profile.languages.1", "profile.languages", "", ""),
        (
            "profile.authorities.management.email",
            "email",
            "Department of Environmental Protection and Conservation",
            "",
        ),
        ("profile.authorities.scientific.names.fr", "names.fr", "Departments of Fisheries and of Forests", ""),
        ("profile.authorities.scientific.names", "names.en", "Departments of Fisheries and of Forests", ""),
        ("profile.authorities.scientific", "", "Departments of Fisheries and of Forests", ""),
        ("profile.authorities", "", "", "profile.authorities"),
        ("profile.ports.1.name", "name", "Luganville, Santo", ""),
        ("profile.ports.VUSAN", "locode", "Luganville, Santo", ""),
        ("profile.ports.VUSAN.locode", "locode", "Luganville, Santo", ""),
        ("profile.ports.7.name", "", "", "profile.ports"),
        ("profile.ports", "", "", "profile.ports"),
        ("profile.working_time.weekdays.2", "profile.working_time.weekdays", "", ""),
        ("profile.holidays.without.3", "profile.holidays.without", "", ""),
        ("profile.holidays", "", "", "profile.holidays"),
        ("profile.holidays.own", "", "", "profile.holidays.own"),
        ("profile.numbering.template", "profile.numbering.template", "", ""),
        ("profile.validity_months.EXP", "profile.validity_months.EXP", "", ""),
        ("profile.colours.brand", "profile.colours.brand", "", ""),
        ("letterhead", "letterhead", "", ""),
        ("fees.fees.express.amount", "amount", "Express service, within two working days", ""),
        ("fees.exemptions.science.purposes.0", "purposes", "Scientific purposes", ""),
        ("fees", "", "", ""),
        ("workflow.EXP.stages.finding.label.fr", "workflow.EXP.stages.finding.label.fr", "", ""),
        ("workflow.EXP.stages.finding.people.0", "", "", "workflow.EXP.stages.finding"),
        ("workflow.EXP.moves.issue.roles", "", "", "workflow.EXP.moves"),
    ],
)
def test_a_key_leads_to_its_place(key: str, field: str, entry: str, group: str) -> None:
    assert place(the("vu"), key) == (field, entry, group)


@pytest.mark.parametrize("iso2", shipped())
def test_every_mark_of_a_shipped_profile_stands_on_a_page(iso2: str) -> None:
    parts = the(iso2)
    for mark in open_marks(parts):
        section = sections.of_key(mark.place)
        assert section is not None, mark
        if mark.place not in parts:
            assert place_of(section.form(parts), mark.place) != Place(), mark


def test_of_the_fields_around_a_key_the_nearest_is_meant() -> None:
    assert field_around(["a.b", "a.b.c", "a.bc"], "a.b.c.d") == "a.b.c"
    assert field_around(["a.b", "a.bc"], "a.bcd") == ""


def test_a_missing_language_is_said_beside_its_box_and_breaks_no_other_page() -> None:
    parts = the("vu", languages=["en", "fr", "es"])
    form = shown_with_faults(sections.get("authorities"), parts)
    rows = [each.errors.get("names.es") for each in form.list_of("profile.authorities").forms]
    assert rows == [["Enter “Name (Spanish)”"], ["Enter “Name (Spanish)”"]]
    elsewhere = {section.name if section else "" for section, _count in faults_elsewhere(parts, sections.get("names"))}
    assert elsewhere == {"authorities", "fees"}
    assert sum(count for _section, count in faults_elsewhere(parts, sections.get("names"))) == len(faults_of(parts))


def test_a_section_is_mended_bit_by_bit_but_takes_no_new_fault_in() -> None:
    parts = the("vu", languages=["en", "fr", "es"])
    section = sections.get("authorities")
    page = as_html(section.form(parts))
    one = attempt(section, parts, sent(page, **{"profile.authorities-0-names.es": "Departamento"}))
    assert one.parts is not None
    assert one.parts["profile"]["authorities"]["management"]["names"]["es"] == "Departamento"
    worse = attempt(section, parts, sent(page, **{"profile.authorities-1-names.fr": ""}))
    assert worse.parts is None
    assert worse.form.list_of("profile.authorities").forms[1].errors["names.fr"] == ["Enter “Name (French)”"]


def test_what_belongs_to_no_field_is_said_of_the_whole() -> None:
    section = sections.get("authorities")
    page = as_html(section.form(the("bb")))
    outcome = attempt(section, the("bb"), sent(page, **{"profile.authorities-1-kind": "management"}))
    assert outcome.parts is None
    assert outcome.form.notes == {"profile.authorities": ["Names no Scientific Authority"]}


def test_of_two_ports_with_one_code_the_later_is_the_one_too_many() -> None:
    section = sections.get("ports")
    page = as_html(section.form(the("vu")))
    outcome = attempt(section, the("vu"), sent(page, **{"profile.ports-1-locode": "VUVLI"}))
    assert outcome.parts is None
    assert outcome.form.notes == {"profile.ports": ["Names VUVLI twice"]}


def test_a_port_of_another_country_is_refused_beside_it() -> None:
    section = sections.get("ports")
    outcome = attempt(
        section, the("vu"), sent(as_html(section.form(the("vu"))), **{"profile.ports-1-locode": "fj suv"})
    )
    assert outcome.parts is None
    assert outcome.form.list_of("profile.ports").forms[1].errors == {"locode": ["FJSUV is no port of VU"]}


def test_a_language_just_named_asks_for_the_name_of_the_country_in_it() -> None:
    section, parts = sections.get("names"), the("vu")
    page = as_html(section.form(parts))
    added = {"profile.national_languages": "Bislama\nEnglish\nFrench\nTongan"}
    first = attempt(section, parts, sent(page, **added))
    assert first.parts is None
    assert first.form.errors == {"profile.names.to": ["Enter “Name (Tongan)”"]}
    second = attempt(section, parts, sent(as_html(first.form), **{"profile.names.to": "Vanuatu"}))
    assert second.parts is not None
    assert second.parts["profile"]["names"]["to"] == "Vanuatu"
    assert second.parts["profile"]["national_languages"] == ["bi", "en", "fr", "to"]
