"""A document whose file is not the one that was signed is handed out to nobody."""

import hashlib
from typing import Any

import pytest
from django.core.files.storage import Storage

from cites.permits.documents.handing_out import read_document
from cites.permits.documents.publishing import publish_permit
from cites.permits.errors import SpoiltDocument
from cites.permits.models import PermitDocument
from tests.factories.permits import CONCH, cast, issued
from tests.factories.signed import with_one_byte_changed


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def document(who: Any) -> PermitDocument:
    return publish_permit(permit_id=issued(who, lines=(CONCH,)).pk)


def spoil(document: PermitDocument, content: bytes | None) -> None:
    storage: Storage = document.file.storage
    storage.delete(document.file.name)
    if content is not None:
        with storage.open(document.file.name, "wb") as file:
            file.write(content)


def test_what_was_signed_is_handed_out_as_it_is(document: PermitDocument) -> None:
    content = read_document(document)
    assert (content[:5], len(content)) == (b"%PDF-", document.size)
    assert hashlib.sha256(content).hexdigest() == document.sha256


def test_a_file_with_one_byte_changed_is_refused_with_words_that_say_what_to_do(
    bb: Any, who: Any, document: PermitDocument
) -> None:
    spoil(document, with_one_byte_changed(read_document(document), 9_000))
    client = bb.client()
    client.force_login(who.trader)
    answer = client.get(f"/permits/{document.permit.number}.pdf")
    assert answer.status_code == 503
    assert "is not the one that was signed" in answer.content.decode()
    assert not answer.content.startswith(b"%PDF")


def test_a_file_that_is_gone_is_refused_likewise(document: PermitDocument) -> None:
    spoil(document, None)
    with pytest.raises(SpoiltDocument):
        read_document(document)
