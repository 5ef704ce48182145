"""Every document looks as it did when somebody last looked at it: each page is compared with a reference picture.

Make the pictures anew with ``WRITE_PICTURES=1 .venv/bin/pytest tests/cites/permits/test_pictures.py``, look at each that
git shows as changed, and commit them with what changed them.
"""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from cites.permits.documents.beside import beside_with
from cites.permits.documents.facts import qr_of
from cites.permits.documents.labels import labels_in
from cites.permits.documents.overlay import overlay_sheet
from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.render import print_sheet
from cites.permits.documents.sheet import PermitSheet
from cites.permits.models import DocumentKind, Permit
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.services.issuing import issue_permits
from cites.permits.services.replacing import replace_permit
from kernel.clock import frozen
from tenants.profiles.schema import Printing
from tests.factories.issuable import SAMPLES, SHELL, ready_to_issue
from tests.factories.permits import Cast, cast
from tests.factories.pictures import KEPT, MADE_ANEW, MOST_DOTS, difference, pages_of, refuse_different

DAY = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
PERIOD = {**SAMPLES["IFS"].answers, "period_from": "2026-12-01", "period_until": "2027-05-31"}
ISSUED = [code for code, document in DOCUMENTS.items() if document.is_issued]


@pytest.fixture
def who(bb: Any) -> Iterator[Cast]:
    with frozen(DAY):
        yield cast()


def permit_of(who: Cast, code: str, **changes: Any) -> Permit:
    return issue_permits(application=ready_to_issue(who, code, **changes), signatory=who.signatory)[0]


def still(sheet: PermitSheet) -> PermitSheet:
    """The sheet with what is made by chance always the same: the code, the QR and the number of the application."""
    qr = qr_of(f"https://bb.permits.example/verify/{'still' * 90}")
    applied = sheet.words["applied"].format(reference="BB-26-000001", day=sheet.issued)
    return dataclasses.replace(
        sheet, code=("STIL", "LAND", "ALWA", "YSTH", "ESAM", "E"), qr=qr, applied=applied, xml=""
    )


def printed(permit: Permit, language: str = "en", kind: DocumentKind = DocumentKind.ORIGINAL) -> PermitSheet:
    permit.language = language
    return still(sheet_for(permit, permit.lines.all(), kind))


def compare(name: str, sheet: PermitSheet, folder: Path) -> None:
    pages = pages_of(print_sheet(sheet).pdf)
    for number, page in enumerate(pages, 1):
        refuse_different(f"{name}-{number}", page, folder)
    assert not (KEPT / f"{name}-{len(pages) + 1}.png").exists(), "a page that has a picture is not printed any more"


@pytest.mark.parametrize("code", ISSUED)
def test_each_document_looks_like_its_picture(who: Cast, code: str, tmp_path: Path) -> None:
    compare(code, printed(permit_of(who, code)), tmp_path)


def test_a_certificate_for_landings_of_a_period_looks_like_its_pictures(who: Cast, tmp_path: Path) -> None:
    compare("IFS-period", printed(permit_of(who, "IFS", answers=PERIOD)), tmp_path)


def many_lines(who: Cast) -> Permit:
    reason = "Bought from a fisherman who had taken them long ago and has died since; nothing was written down. " * 4
    lines = [{**SHELL, "source": "U", "justification": f"{reason}{n}"} if n < 3 else SHELL for n in range(7)]
    return permit_of(who, "EXP", lines=lines)


def test_annex_pages_look_like_their_pictures(who: Cast, tmp_path: Path) -> None:
    compare("annexes", printed(many_lines(who)), tmp_path)


def test_a_copy_looks_like_its_picture(who: Cast, tmp_path: Path) -> None:
    compare("copy", printed(permit_of(who, "EXP"), kind=DocumentKind.COPY), tmp_path)


def test_a_replacement_looks_like_its_picture(who: Cast, tmp_path: Path) -> None:
    new = replace_permit(permit=permit_of(who, "EXP"), reason="Spoilt by water.", signatory=who.signatory)
    compare("replacement", printed(new), tmp_path)


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("code", ["EXP", "PRE"])
def test_other_languages_look_like_their_pictures(who: Cast, code: str, language: str, tmp_path: Path) -> None:
    compare(f"{code}-{language}", printed(permit_of(who, code), language), tmp_path)


def test_a_second_language_looks_like_its_pictures(who: Cast, tmp_path: Path) -> None:
    french = beside_with("fr", labels_in("fr"), "en")
    compare("beside-fr", dataclasses.replace(printed(permit_of(who, "PRE")), beside=french), tmp_path)


def test_words_that_a_party_gave_look_like_their_pictures(who: Cast, tmp_path: Path) -> None:
    given = {"box2": "Good until (given)", "box6": "Words that a Party gave for box 6. " * 8, "kind_e": "Out (given)"}
    given |= {"exit": "Going out", "continuation": "One more sheet, {page} of {pages}", "copy": "Not the first"}
    sheet = printed(permit_of(who, "TEC"), kind=DocumentKind.COPY)
    compare("beside-given", dataclasses.replace(sheet, beside=beside_with("bi", given, "en")), tmp_path)


def test_the_data_alone_look_like_their_picture(who: Cast, tmp_path: Path) -> None:
    stamped = dataclasses.replace(printed(permit_of(who, "REX")), stamp="BB 000417")
    compare("overlay", overlay_sheet(stamped, Printing()), tmp_path)


def test_a_practice_document_looks_like_its_picture(who: Cast, tmp_path: Path) -> None:
    sheet = printed(permit_of(who, "ORG"), kind=DocumentKind.COPY)
    words = {"specimen": sheet.words["specimen"], "specimen_note": sheet.words["specimen_note"]}
    compare("practice-copy", dataclasses.replace(sheet, **words), tmp_path)


def test_no_picture_is_kept_that_nothing_is_compared_with() -> None:
    others = ("copy", "replacement", "EXP-fr", "EXP-es", "PRE-fr", "PRE-es", "overlay", "practice-copy")
    one_page = {f"{name}-1" for name in (*ISSUED, *others)}
    further = {f"annexes-{number}" for number in (1, 2, 3)} | {f"IFS-period-{number}" for number in (1, 2, 3)}
    further |= {f"{name}-{number}" for name in ("TEC", "POC", "MIC", "SCC") for number in (2, 3)}
    further |= {f"beside-fr-{number}" for number in (1, 2)} | {f"beside-given-{number}" for number in (1, 2, 3, 4)}
    assert {path.stem for path in KEPT.glob("*.png")} == one_page | further
    assert sum(path.stat().st_size for path in KEPT.glob("*.png")) < 1_500_000
    assert set(SAMPLES) == set(ISSUED)


# ---- that the comparison sees what people would ----


@pytest.fixture
def page() -> Image.Image:
    with Image.open(KEPT / "EXP-1.png") as kept:
        return kept.convert("L")


def test_a_picture_is_like_itself_and_like_one_with_a_speck(page: Image.Image) -> None:
    assert difference(page, page).dots == 0
    speckled = page.copy()
    speckled.putpixel((200, 300), 0)
    assert difference(page, speckled).dots <= MOST_DOTS


@pytest.mark.parametrize(("right", "down"), [(1, 0), (0, 1), (-1, 0), (0, -1)])
def test_a_page_that_is_moved_by_less_than_half_a_millimetre_is_refused(
    page: Image.Image, right: int, down: int
) -> None:
    assert difference(page, ImageChops.offset(page, right, down)).dots > MOST_DOTS


def test_a_single_box_that_moves_is_refused_and_said_where(
    page: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MADE_ANEW, raising=False)
    box = (18, 80, 250, 160)  # box 3
    moved = page.copy()
    moved.paste(page.crop(box), (box[0], box[1] + 2))
    with pytest.raises(AssertionError) as refused:
        refuse_different("EXP-1", moved, tmp_path)
    for said in ("EXP-1", str(tmp_path / "EXP-1.png"), str(tmp_path / "EXP-1-difference.png"), "WRITE_PICTURES"):
        assert said in str(refused.value)
    with Image.open(tmp_path / "EXP-1-difference.png") as differs:
        left, top, right, bottom = differs.getbbox() or (0, 0, 0, 0)
    assert box[0] - 3 <= left < right <= box[2] + 3
    assert box[1] - 3 <= top < bottom <= box[3] + 5


def test_a_word_that_is_missing_is_refused(page: Image.Image) -> None:
    without = page.copy()
    without.paste(255, (236, 52, 320, 62))  # the number of the permit
    assert difference(page, without).dots > MOST_DOTS
