"""Papers of a draft."""

from typing import Any

from cites.accounts.models import User
from cites.permits.models import Application, Attachment
from kernel import clock
from kernel.text import gettext_noop
from tenants.attachments.content import read_file
from tenants.attachments.scanning import ask_for_scan
from tenants.audit.services import record
from tenants.errors import FaultyAttachment

MOST = 20


def attach(application: Application, file: Any, actor: User) -> Attachment:
    """Keep a paper once; call it where the application may be changed. Raises FaultyAttachment."""
    read = read_file(file)
    papers = application.attachments.filter(removed_at=None)
    same = papers.filter(sha256=read.sha256).first()
    if same is not None:
        return same
    if papers.count() >= MOST:
        message = gettext_noop("An application has at most 20 papers. Remove one first.")
        raise FaultyAttachment(message=message, data={"field": "file"})
    paper = Attachment.objects.create(application=application, uploaded_by=actor, **read.columns)
    ask_for_scan(paper)
    record("attachment.added", subject=application.subject, actor=actor, data={"sha256": read.sha256})
    return paper


def take_out(application: Application, attachment: int, actor: User) -> None:
    """Take a paper out; nothing happens when it is gone already."""
    paper = application.attachments.filter(pk=attachment, removed_at=None).first()
    if paper is None:
        return
    paper.removed_at = clock.now()
    paper.save(update_fields=["removed_at"])
    record("attachment.removed", subject=application.subject, actor=actor, data={"sha256": paper.sha256})
