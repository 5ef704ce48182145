"""Auditors read the trail in words of their own language."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tenants.audit.verbs import AuditVerb, audit_verbs, verbs_said, words_of
from workflows.actions import actions

ROOT = Path(__file__).parents[2]
PACKAGES = ("platform", "tenants", "workflows", "billing", "cms")


def _verbs_written() -> Iterator[str]:
    """Every verb that the code hands to ``record`` as a plain text."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _is_record(node.func) and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        yield first.value


def _is_record(called: ast.expr) -> bool:
    return isinstance(called, ast.Name) and called.id in {"record", "_record"}


def test_every_verb_that_the_code_writes_has_words() -> None:
    written = set(_verbs_written())
    assert {"invoice.paid", "role.granted", "application.opened"} <= written
    assert sorted(written - set(audit_verbs.names())) == []


def test_every_step_of_a_case_has_words() -> None:
    assert {f"case.{action.name}" for action in actions} <= set(audit_verbs.names())


def test_no_two_verbs_of_one_kind_say_the_same() -> None:
    said = [(verb.name.split(".")[0], str(verb.words)) for verb in audit_verbs]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("language", "words"), [("en", "Invoice paid"), ("fr", "Facture payée")])
def test_a_verb_is_said_in_the_readers_language(language: str, words: str) -> None:
    with translation.override(language):
        assert words_of("invoice.paid") == words
        assert "invoice.paid" in set(verbs_said(words.upper()))


def test_a_verb_that_no_app_knows_any_more_is_spelled_out() -> None:
    assert words_of("crate.opened_again") == "crate: opened again"


def test_the_trail_is_found_by_the_words_of_its_page(bb: Any) -> None:
    from cites.casework.queries.audit import Filters, entries
    from tenants.audit.services import record

    with audit_verbs.temporarily(AuditVerb("crate.opened", "Unpacked at the quay")):
        entry = record("crate.opened", subject="crate:1")
        assert list(entries(Filters(what="at the QUAY"))) == [entry]
        assert list(entries(Filters(what="crate.open"))) == [entry]
        assert not entries(Filters(what="airport")).exists()
