"""Every template compiles, and leaves to its buttons the words that they ask for."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).parents[1]
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
