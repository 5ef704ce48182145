"""A file of one Party is read, overwritten and removed from nowhere else, whatever name is asked for.

What a name without tricks means in each Party is in ``tests/tenants/test_files.py``.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.urls import reverse
from wagtail.documents import get_document_model

from cites.casework.models import RegisterFile
from cites.permits.documents.copies import make_copy
from cites.permits.models import Attachment, DocumentKind, FindingFile, LetterFile, LineSheet, PermitDocument
from cites.permits.services.copies import ask_for_copy
from infra.development import ROOT
from tests.isolation import lives
from tests.isolation.fillings import PACKAGES
from tests.isolation.visits import browser, visit
from workflows.models import CaseAttachment

COLUMNS = [
    (model, column)
    for model in apps.get_models()
    for column in model._meta.concrete_fields
    if isinstance(column, FileField)
]
OF_PARTIES = {Attachment, CaseAttachment, FindingFile, LetterFile, LineSheet, PermitDocument, RegisterFile}
# Who hands files out: every other page is made of rows. The dossier and the personal data are, too, and sent as files.
HAND_OUT = {
    "casework/downloads.py",
    "casework/views/dossier.py",
    "casework/views/letters.py",
    "casework/views/personal.py",
    "permits/views/copies.py",
    "permits/views/permits.py",
    "cms/views.py",
}
Forge = Callable[[Path, Path, str], str]


def _link_to_file(here: Path, there: Path, name: str) -> str:
    link = here / "linked" / f"to-{there.name}.pdf"
    link.symlink_to(there / name)
    return f"linked/{link.name}"


def _link_to_folder(here: Path, there: Path, name: str) -> str:
    link = here / "linked" / f"folder-of-{there.name}"
    link.symlink_to(there)
    return f"linked/{link.name}/{name}"


FORGED: dict[str, Forge] = {
    "beside": lambda here, there, name: f"../{there.name}/{name}",
    "round a corner": lambda here, there, name: f"applications/../../{there.name}/{name}",
    "whole": lambda here, there, name: str(there / name),
    "root": lambda here, there, name: f"//{there / name}",
    "link to the file": _link_to_file,
    "link to the folder": _link_to_folder,
}
EACH = pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)


def folder(place: Any) -> Path:
    return Path(default_storage.base_location).resolve() / (place.schema_name if place.party else "public")


@pytest.fixture
def linking() -> Iterator[Callable[[Any], Path]]:
    """A place's folder in which links may be laid; they are gone afterwards."""
    laid: list[Path] = []

    def ready(place: Any) -> Path:
        where = folder(place) / "linked"
        where.mkdir(parents=True, exist_ok=True)
        laid.append(where)
        return where.parent

    yield ready
    for where in laid:
        for link in where.iterdir():
            link.unlink()
        where.rmdir()


def names_at(place: Any) -> dict[str, bytes]:
    """The files that rows of ``place`` name, with their bytes."""
    found = {}
    with place.active():
        for model in OF_PARTIES:
            for row in lives.own_rows(model, place.party)[:3]:
                with row.file.open("rb") as file:
                    found[row.file.name] = file.read()
    return found


@contextmanager
def untouched(place: Any, names: Iterable[str]) -> Iterator[None]:
    """These files of ``place`` are as they were; others may come meanwhile, for other tests share its folder."""
    before = _digests(place, names)
    yield
    assert _digests(place, names) == before


def _digests(place: Any, names: Iterable[str]) -> list[str]:
    return [hashlib.sha256((folder(place) / name).read_bytes()).hexdigest() for name in names]


def test_every_column_of_files_keeps_them_in_the_folder_of_the_active_schema() -> None:
    names = ("cites", "workflows")
    assert {model for model, _column in COLUMNS if model._meta.app_config.name.startswith(names)} == OF_PARTIES
    assert {column.storage for _model, column in COLUMNS} == {default_storage}


def test_files_are_handed_out_by_known_pages_alone() -> None:
    found = {
        "/".join(path.parts[-3:] if path.parts[-2] == "views" else path.parts[-2:])
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "FileResponse(" in path.read_text("utf-8") or "default_storage.open" in path.read_text("utf-8")
    }
    assert found == HAND_OUT


def test_a_name_that_only_another_knows_is_nobodys(parties: Any, two: Any, front_door: Any) -> None:
    here, there = two
    names = names_at(there)
    assert len({name.partition("/")[0] for name in names}) == len(OF_PARTIES), (
        "papers, files of cases, evidence of findings, letters, sheets of lines, permits and files of the register"
    )
    with untouched(there, names):
        for place in (here, front_door, *parties("vu-practice")):
            with place.active():
                for name in names:
                    _try_everything(name)


def _try_everything(name: str) -> None:
    assert not default_storage.exists(name)
    for look in (default_storage.open, default_storage.size, default_storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            look(name)
    with suppress(FileNotFoundError):
        assert default_storage.listdir(str(Path(name).parent))[1] == []
    default_storage.delete(name)
    assert default_storage.save(name, ContentFile(b"mine")) == name
    default_storage.delete(name)


@EACH
def test_no_forged_name_leads_to_the_file_of_another(
    parties: Any, two: Any, front_door: Any, forge: Forge, linking: Any
) -> None:
    here, there = two
    name = next(iter(names_at(there)))
    for place in (here, front_door, *parties("vu-practice")):
        forged = forge(linking(place), folder(there), name)
        with place.active(), untouched(there, [name]):
            for do in (default_storage.open, default_storage.exists, default_storage.size, default_storage.delete):
                with pytest.raises(SuspiciousFileOperation):
                    do(forged)
            with pytest.raises(SuspiciousFileOperation):
                default_storage.save(forged, ContentFile(b"mine"))


@pytest.fixture
def forged_rows(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Every row names this file from now on, as if somebody had written that into the table."""
    return lambda name: monkeypatch.setattr(FileField, "from_db_value", lambda *_: name, raising=False)


def downloads(place: Any) -> list[tuple[Any, str]]:
    """Who gets papers and permits of this Party, and at which address."""
    high, trader = (browser(place, name(place.iso2)) for name in (lives.almighty, lives.trader))
    with place.active():
        papers = lives.own_rows(Attachment, place.party)
        sent, draft = (papers.filter(application__submitted_at__isnull=unsent)[0] for unsent in (False, True))
        file = lives.own_rows(CaseAttachment, place.party)[0]
        evidence = lives.own_rows(FindingFile, place.party)[0]
        permit = lives.own_rows(PermitDocument, place.party).filter(kind=DocumentKind.ORIGINAL)[0].permit
        ask_for_copy(permit=permit, person=permit.signatory)
        make_copy(permit_id=permit.pk)
        keys = {
            "case-attachment": (high, [sent.application.reference, sent.pk]),
            "case-file": (high, [file.case.reference, file.pk]),
            "application-attachment": (trader, [draft.application.reference, draft.pk]),
            "finding-file": (high, [evidence.finding_id, evidence.pk]),
            "permit-pdf": (high, [permit.number]),
            "permit-copy": (high, [permit.number]),
        }
        return [(client, reverse(name, args=args, urlconf="cites.urls")) for name, (client, args) in keys.items()]


@EACH
def test_no_download_gives_the_file_of_another_even_when_a_row_names_it(
    two: Any, forge: Forge, linking: Any, forged_rows: Any
) -> None:
    here, there = two
    name, theirs = next(iter(names_at(there).items()))
    own = downloads(here)
    assert [visit(client, path).status for client, path in own] == [200] * 6
    forged_rows(forge(linking(here), folder(there), name))
    for client, path in own:
        told = visit(client, path)
        assert told.status == 400
        assert theirs.decode("utf-8", "replace") not in told.text


@EACH
def test_the_shared_site_hands_out_no_file_of_a_party_either(
    parties: Any, front_door: Any, forge: Forge, linking: Any, forged_rows: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fj,) = parties("fj")
    name, theirs = next(iter(names_at(fj).items()))
    with front_door.active():
        document = get_document_model()(title="Lessons learned")
        document.file.save("lessons.pdf", ContentFile(b"ours"))
        kept = document.file.name
    client, path = front_door.client(raise_request_exception=False), f"/documents/{document.pk}/{document.filename}"
    assert visit(client, path).text.endswith("ours")
    forged = forge(linking(front_door), folder(fj), name)
    assert visit(client, f"/media/{forged}").status == 404
    forged_rows(forged)
    told = visit(client, f"/documents/{document.pk}/{Path(forged).name}")
    assert told.status == 400
    assert theirs.decode("utf-8", "replace") not in told.text
    with front_door.active():
        monkeypatch.undo()
        default_storage.delete(kept)
