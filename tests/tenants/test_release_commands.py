"""Operators compare, export and propose by commands; what the Party decides stays the Party's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tenants.context import as_public
from tenants.profiles.files import folder_of
from tenants.releases.deciding import put_in_force
from tenants.releases.drafting import begin_draft
from tenants.releases.exporting import write_files
from tenants.releases.queries import open_proposal, release_in_force
from tenants.releases.services import parts_of
from tests.factories.accounts import person

Run = Callable[..., str]


@pytest.fixture
def run(bb: Any, capsys: Any) -> Run:
    """Run a command and return what it printed."""

    def command(*arguments: str) -> str:
        call_command(*arguments)
        return str(capsys.readouterr().out)

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of Barbados, with seven days to expect."""
    parts = parts_of(folder_of("bb"))
    parts["profile"]["days_to_expect"] = 7
    write_files(parts, tmp_path)
    return tmp_path


@pytest.fixture
def olga(bb: Any) -> str:
    """The address of an operator."""
    with as_public():
        return str(person("operator", "Olga Operator").email)


def test_the_files_that_a_release_was_made_from_do_not_differ(run: Run) -> None:
    assert "no difference" in run("compare_profile", "BB")


def test_what_differs_is_said_and_the_command_fails(run: Run, folder: Path, capsys: Any) -> None:
    with pytest.raises(CommandError, match="1 difference"):
        run("compare_profile", "BB", str(folder))
    assert "  Working days that applicants are told: 10 → 7\n" in capsys.readouterr().out


def test_a_release_is_exported_and_reads_back(run: Run, tmp_path: Path) -> None:
    assert "profile.toml written" in run("export_release", "BB", str(tmp_path / "new"))
    assert "no difference" in run("compare_profile", "BB", str(tmp_path / "new"))


def test_an_operator_proposes_and_the_party_decides(run: Run, folder: Path, olga: str) -> None:
    said = run("propose_release", "BB", str(folder), "--by", olga, "--note", "Seven days")
    assert "10 → 7" in said
    waiting = open_proposal()
    assert waiting is not None
    assert (waiting.state, waiting.operator, waiting.proposed_by) == ("proposed", olga, None)
    assert release_in_force().number == 1
    put_in_force(proposal=waiting, by=person("ma_signatory"))
    assert "no difference" in run("compare_profile", "BB", str(folder))


def test_a_draft_of_the_partys_own_is_not_overwritten(run: Run, folder: Path, olga: str) -> None:
    draft = begin_draft(by=person("party_administrator"))
    with pytest.raises(CommandError, match="drafting a release itself"):
        run("propose_release", "BB", str(folder), "--by", olga, "--note", "Seven days")
    assert open_proposal() == draft


def test_faulty_files_are_refused_whole_and_leave_no_draft(run: Run, folder: Path, olga: str, capsys: Any) -> None:
    (folder / "fees.toml").write_text('[fees.application]\namount = "1.234"\n', "utf-8")
    with pytest.raises(CommandError, match="faults"):
        run("propose_release", "BB", str(folder), "--by", olga, "--note", "Finer fees")
    assert "fees.application.amount" in capsys.readouterr().err
    assert open_proposal() is None


def test_nobody_else_proposes_by_command(run: Run, folder: Path) -> None:
    with pytest.raises(CommandError, match="no operator"):
        run("propose_release", "BB", str(folder), "--by", "stranger@example.org", "--note", "Mine")


def test_files_that_say_what_is_in_force_are_no_proposal(run: Run, olga: str) -> None:
    with pytest.raises(CommandError, match="Nothing is changed"):
        run("propose_release", "BB", "--by", olga, "--note", "The same")
