"""Every document that a Management Authority issues is issued, printed, and says what it has to say."""

import os
from pathlib import Path
from typing import Any

import pytest

from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.render import render_pdf
from cites.permits.services.issuing import issue_permits
from tests.factories.issuable import SAMPLES, ready_to_issue
from tests.factories.permits import cast


@pytest.mark.parametrize("code", SAMPLES)
def test_look(bb: Any, code: str) -> None:
    who = cast()
    permit = issue_permits(application=ready_to_issue(who, code), signatory=who.signatory)[0]
    for language in ("en", "fr", "es"):
        permit.language = language
        Path(f"/tmp/paper/{code}-{language}.pdf").write_bytes(render_pdf(sheet_for(permit, permit.lines.all())))
