"""Papers of a draft: what they are is read from their content, never from their name."""

import hashlib
from pathlib import PurePath
from typing import Any

import filetype
from django.core.files.base import ContentFile

from cites.accounts.models import User
from cites.permits.errors import FaultyAttachment
from cites.permits.models import Application, Attachment
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record

LARGEST = 10 * 1024 * 1024  # bytes
MOST = 20


def attach(application: Application, file: Any, actor: User) -> Attachment:
    """Keep a paper once; call it where the application may be changed. Raises FaultyAttachment."""
    content = _checked(file)
    papers = application.attachments.filter(removed_at=None)
    digest = hashlib.sha256(content).hexdigest()
    same = papers.filter(sha256=digest).first()
    if same is not None:
        return same
    if papers.count() >= MOST:
        raise _faulty(gettext_noop("An application has at most 20 papers. Remove one first."))
    kind = kind_of(content)
    paper = Attachment.objects.create(
        application=application,
        file=ContentFile(content, name=digest),
        name=_plain_name(file.name or "", kind),
        size=len(content),
        content_type=kind,
        sha256=digest,
        uploaded_by=actor,
    )
    record("attachment.added", subject=application.subject, actor=actor, data={"sha256": digest})
    return paper


def take_out(application: Application, attachment: int, actor: User) -> None:
    """Take a paper out; nothing happens when it is gone already."""
    paper = application.attachments.filter(pk=attachment, removed_at=None).first()
    if paper is None:
        return
    paper.removed_at = clock.now()
    paper.save(update_fields=["removed_at"])
    record("attachment.removed", subject=application.subject, actor=actor, data={"sha256": paper.sha256})


def kind_of(content: bytes) -> str:
    """Return the media type that the first bytes tell, or nothing."""
    found = filetype.guess(content[:262])
    return str(found.mime) if found else ""


def _checked(file: Any) -> bytes:
    if not file.size:
        raise _faulty(gettext_noop("This file is empty. Choose another one."))
    if file.size > LARGEST:
        raise _faulty(gettext_noop("This file is larger than 10 MB. Make it smaller, or split it."))
    file.seek(0)
    content = bytes(file.read())
    if kind_of(content) not in Attachment.EXTENSIONS:
        message = gettext_noop("This file is not a PDF, JPEG or PNG, whatever its name says. Choose another one.")
        raise _faulty(message)
    return content


def _faulty(message: str) -> FaultyAttachment:
    return FaultyAttachment(message=message, data={"field": "file"})


def _plain_name(name: str, kind: str) -> str:
    """The file's own name without folders or control signs, ending as its content asks."""
    last = PurePath(name.replace("\\", "/")).name
    readable = "".join(sign for sign in last if sign.isprintable())
    return f"{PurePath(readable).stem[:150] or 'paper'}.{Attachment.EXTENSIONS[kind]}"
