"""Papers of a draft: what they are is read from their content, never from their name."""

import hashlib
from pathlib import PurePath
from typing import Any

import filetype
from django.core.files.base import ContentFile
from django.db import transaction

from cites.accounts.models import User
from cites.casework.errors import TooManyPapers
from cites.casework.services import hold
from cites.permits.errors import FaultyAttachment
from cites.permits.models import Application, Attachment
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record

LARGEST = 10 * 1024 * 1024  # bytes
MOST = 20


@transaction.atomic
def attach_paper(*, application: Application, file: Any, actor: User) -> Attachment:
    """Keep a PDF, JPEG or PNG of at most 10 MB; the same content again returns the first.

    ``file`` is an uploaded file. Raises FaultyAttachment, TooManyPapers and ApplicationClosed.
    """
    content = _checked(file)
    hold(application)
    papers = application.attachments.filter(removed_at=None)
    digest = hashlib.sha256(content).hexdigest()
    same = papers.filter(sha256=digest).first()
    if same is not None:
        return same
    if papers.count() >= MOST:
        message = gettext_noop("An application has at most %(most)s papers. Remove one first.")
        raise TooManyPapers(message=message, data={"most": MOST})
    paper = Attachment.objects.create(
        application=application,
        file=ContentFile(content, name=digest),
        name=_plain_name(file.name, _kind(content)),
        size=len(content),
        content_type=_kind(content),
        sha256=digest,
        uploaded_by=actor,
    )
    record("attachment.added", subject=application.subject, actor=actor, data={"sha256": digest})
    return paper


@transaction.atomic
def remove_paper(*, application: Application, attachment: int, actor: User) -> None:
    """Take a paper out of a draft; nothing happens when it is gone already. Raises ApplicationClosed."""
    hold(application)
    paper = application.attachments.filter(pk=attachment, removed_at=None).first()
    if paper is None:
        return
    paper.removed_at = clock.now()
    paper.save(update_fields=["removed_at"])
    record("attachment.removed", subject=application.subject, actor=actor, data={"sha256": paper.sha256})


def _checked(file: Any) -> bytes:
    if file.size > LARGEST:
        raise FaultyAttachment(message=gettext_noop("This file is larger than 10 MB. Make it smaller, or split it."))
    content = bytes(file.read())
    if _kind(content) not in Attachment.EXTENSIONS:
        raise FaultyAttachment(
            message=gettext_noop("This file is not a PDF, JPEG or PNG, whatever its name says. Choose another one.")
        )
    return content


def _kind(content: bytes) -> str:
    found = filetype.guess(content[:262])
    return str(found.mime) if found else ""


def _plain_name(name: str, kind: str) -> str:
    """The file's own name without folders or control signs, ending as its content asks."""
    readable = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable())
    return f"{PurePath(readable).stem[:150] or 'paper'}.{Attachment.EXTENSIONS[kind]}"
