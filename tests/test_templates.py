"""Every template compiles, and leaves to its buttons the words that they ask for."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).parents[1]
SHOWS_SPECIES = re.compile(
    r"scientific_name|taxon_name|[aA]ppendi(x|ces)\b|\.species\b|casework/_reasons\.html|in_words|(each|reason)\.sentence"
)
"""What a template has in it that shows names or Appendices of the species data, or what rules say from them."""
_ROWS = "rows for a page or partial that names the data below them"
_RECORD = "shows a record as it was made, which no later data changes"
NAMES_NO_DATA = {
    "administration/workflow/trial.html": "a trial of a process, with no species of anybody's",
    "applications/_answers.html": _ROWS,
    "applications/_registrations.html": _RECORD,
    "applications/list.html": "a list of the applicant's own answers; each of them names the data",
    "casework/_actions.html": "part of the case page, which names the data beside the lines",
    "casework/_permits_of.html": _RECORD,
    "casework/_permitted.html": "counts permits of ours; part of the case page, which names the data beside the lines",
    "casework/_quota_list.html": _ROWS,
    "casework/_reasons.html": _ROWS,
    "casework/_recent.html": "permits of ours; part of the case page, which names the data beside the lines",
    "casework/_register_rows.html": _RECORD,
    "casework/_registered_rows.html": "rows of the Secretariat's registers, whose day stands below them",
    "casework/_operator.html": _RECORD,
    "casework/_rows.html": "a list of cases; each of them names the data",
    "casework/_search.html": "the search for cases by what they name",
    "casework/case.html": "its lines name the data, for all that its rules say",
    "casework/finding.html": _RECORD,
    "casework/findings.html": _RECORD,
    "casework/operators.html": _RECORD,
    "casework/registers.html": "the Secretariat's registers, whose day stands below them",
    "operations/import.html": "what an import changes: the page is about a body of data, and names it",
    "permits/_lines.html": _RECORD,
    "species/_match.html": "one row of a box that is filled in; the form around it names the data",
    "species/_measure_table.html": _ROWS,
    "species/options.html": "what a box proposes while one types; the form around it names the data",
}
FOLDERS = ("platform/cites", "tenants", "workflows", "billing", "cms", "localization")
TEMPLATES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_template_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_of_a_row_becomes_the_word_of_a_button_below_it(path: Path) -> None:
    assert not re.search(r" (as|asvar) label\b", path.read_text()), (
        "components/submit.html writes `label` on its button"
    )


def named(path: Path) -> str:
    """A template by the name under which it is found."""
    return str(path).partition("/templates/")[2]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_shows_species_says_whose_data_it_is_and_of_which_day(path: Path) -> None:
    text = path.read_text()
    says = re.search(r"{% species_data(_of|_in_use)? ?", text) is not None
    shows = SHOWS_SPECIES.search(text) is not None
    assert says or not shows or named(path) in NAMES_NO_DATA, "name the data, or say here why it does not"
    assert named(path) not in NAMES_NO_DATA or (shows and not says), "it needs no exemption any more"


def test_each_exemption_is_of_a_template() -> None:
    assert NAMES_NO_DATA.keys() <= {named(path) for path in TEMPLATES}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_set_in_italics_is_a_scientific_name_and_says_that_it_is_latin(path: Path) -> None:
    assert not re.search(r"<(i|em|cite)>", path.read_text()), 'write <i lang="la">: a screen reader changes its voice'


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_scientific_name_says_that_it_is_latin(path: Path) -> None:
    names = re.finditer(r"(\S+ ?\S*)>{{ [\w.]*(scientific_name|taxon_name) }}", path.read_text())
    assert all('lang="la"' in found[1] for found in names)
