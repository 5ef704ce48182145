"""Every template compiles."""

from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).parents[1]
FOLDERS = ("platform/cites", "tenants", "workflows", "billing", "cms", "localization")
TEMPLATES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_template_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text())
