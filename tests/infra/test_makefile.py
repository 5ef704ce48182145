"""`make help` explains every target that a person may call."""

import re
import shutil
import subprocess

import pytest

from infra.development import ROOT

TARGETS = {"help", "run", "test", "everything", "check", "fix", "bench", "setup", "verifier", "lock", "clean"}


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_help_lists_every_target_with_a_sentence() -> None:
    output = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    listed = dict(re.findall(r"^  make (\S+) +(\S.*)$", output, re.MULTILINE))
    assert set(listed) == TARGETS


def test_continuous_integration_calls_what_people_call() -> None:
    script = (ROOT / ".ci" / "run").read_text()

    assert "make check test" in script
    assert "REQUIRE_BROWSER=1" in script
