"""The doctor compares what lies stored with the digests of the register, and names what is gone or altered."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cites.permits.documents import doctor
from cites.permits.documents.copies import make_copy
from cites.permits.documents.publishing import publish_permit
from cites.permits.models import PapersBatch, PapersRemoval, PermitDocument
from kernel import clock
from tenants.context import as_owner, party_context, today
from tenants.doctor.running import examine
from tenants.models import Party
from tests.factories.permits import CONCH, cast, issued
from tests.factories.signed import with_one_byte_changed


@pytest.fixture
def bb(owner_here: str) -> Party:
    with as_owner("public"):
        return Party.objects.get(iso2="BB", practice=False)


@pytest.fixture
def documents(bb: Party) -> Iterator[list[PermitDocument]]:
    """An original and a copy; their files are brought back at the end."""
    with party_context(bb):
        permit = issued(cast(), lines=(CONCH,))
        made = [publish_permit(permit_id=permit.pk), make_copy(permit_id=permit.pk)]
        kept = [(each, stored(each)) for each in made]
    yield made
    with party_context(bb):
        for document, content in kept:
            lay(document, content)


def stored(document: PermitDocument) -> bytes:
    with document.file.storage.open(document.file.name) as file:
        return bytes(file.read())


def lay(document: PermitDocument, content: bytes | None) -> None:
    storage = document.file.storage
    storage.delete(document.file.name)
    if content is not None:
        with storage.open(document.file.name, "wb") as file:
            file.write(content)


def said(whole: Any = None) -> list[str]:
    found = examine(iso2="BB", whole=whole)
    return [each.finding.text for each in found if each.check == "documents"]


def test_what_lies_as_it_was_made_is_no_finding(documents: Any) -> None:
    assert said() == []


def test_what_is_gone_and_what_is_altered_is_named_with_its_file(bb: Party, documents: Any) -> None:
    original, copy = documents
    with party_context(bb):
        lay(original, None)
        lay(copy, with_one_byte_changed(stored(copy), 900))
        number = original.permit.number
    found = said()
    assert f"the file of {number} (original) is gone: {original.file.name}" in found
    assert f"the file of {number} (copy) is not the one that was made: {copy.file.name}" in found
    assert sorted(said(whole=lambda *_told: None)) == sorted(found)


def test_without_a_word_a_sample_is_looked_at_and_all_when_asked(
    bb: Party, documents: Any, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.setattr(doctor, "SAMPLE", 0)
    with party_context(bb):
        lay(documents[0], None)
    assert said() == []
    with pytest.raises(CommandError, match="things are wrong"):
        call_command("doctor", "BB", "--whole")
    out, err = capsys.readouterr()
    assert f"documents: the file of {documents[0].permit.number} (original) is gone" in out
    assert "party_bb: 2 of 2" in err


def test_what_was_removed_when_its_time_was_over_is_not_missed(bb: Party, documents: Any) -> None:
    with party_context(bb):
        application = documents[0].permit.application
        batch = PapersBatch.objects.create(
            year=2026, as_of=today(), permit_years=5, case_years=5, cases=1, permits=1,
            proposed_by=documents[0].permit.signatory, expires_at=clock.now(),
        )  # fmt: skip
        PapersRemoval.objects.create(application=application, batch=batch, removed_on=today())
        for document in documents:
            lay(document, None)
    assert said() == []
