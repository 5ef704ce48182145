"""The catalogue of rules: each rule is spoken somewhere, and the reference page says the same of it."""

from pathlib import Path

import pytest

from cites.permits import rules
from cites.permits.rules.catalogue import RULES, Rule
from cites.permits.rules.document_types import DOCUMENTS

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")
CODE = "".join(
    path.read_text(encoding="utf-8") for path in Path(rules.__file__).parent.glob("*.py") if path.stem != "catalogue"
)
BY_APPENDIX = {f"R-{appendix}-{way}" for appendix in ("I", "II", "III") for way in ("EXP", "REX", "IFS")}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_spoken_and_stands_on_the_page(rule: Rule) -> None:
    assert f'"{rule.id}"' in CODE or rule.id in BY_APPENDIX
    read = "yes" if rule.checked else "no"
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{rule.id}` |")]
    assert row.endswith(f"| {rule.severity} | {rule.source} | {rule.since} | {read} |")


def test_every_document_stands_on_the_page() -> None:
    for each in DOCUMENTS.values():
        assert f"| `{each.code}` | {each.name} |" in PAGE


def test_the_page_names_no_rule_that_there_is_not() -> None:
    named = {line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")}
    assert named == RULES.keys() | DOCUMENTS.keys()
