"""What the documentation says is compared with the code."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from cites.env import REQUIRED_IN_PRODUCTION, Env

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SETTINGS = (DOCS / "reference" / "settings.md").read_text("utf-8")
OURS = ("tenants", "workflows", "localization", "billing", "cms", "cites", "infra")


def test_every_variable_is_described_and_no_other() -> None:
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS, re.MULTILINE))
    assert described == set(Env.model_fields)


@pytest.mark.parametrize("name", Env.model_fields)
def test_a_variable_is_described_as_in_the_code(name: str) -> None:
    row = next(line for line in SETTINGS.splitlines() if line.startswith(f"| `{name}` |"))
    assert str(Env.model_fields[name].description) in row
    assert ("**required**" in row) == (name in REQUIRED_IN_PRODUCTION)


def test_every_command_of_ours_is_described_and_no_other() -> None:
    text = (DOCS / "reference" / "commands.md").read_text("utf-8")
    described = set(re.findall(r"^\| `(\w+)", text, re.MULTILINE))
    ours = {name for name, app in get_commands().items() if str(app).startswith(OURS)}
    assert described == ours


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_a_page_begins_with_its_only_title(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    titles = [line for line in text.splitlines() if line.startswith("# ")]
    assert len(titles) == 1
    assert text.startswith(titles[0])


def test_there_is_a_page_for_each_decision_of_at_most_twenty_lines() -> None:
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    assert all(len(page.read_text("utf-8").splitlines()) <= 20 for page in pages)
    index = (DOCS / "decisions" / "README.md").read_text("utf-8")
    assert [page.name for page in pages if page.name not in index] == []


def test_a_committed_page_names_no_machine_of_ours() -> None:
    assert [
        page.name for page in PAGES if re.search(rf"{re.escape(str(ROOT))}|/root/|/home/", page.read_text("utf-8"))
    ] == []
