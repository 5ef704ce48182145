"""A draft that two requests write at the same moment: nothing comes back, nothing is changed once it is sent."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from cites.accounts.models import Role
from cites.casework import services
from cites.casework.errors import NoSuchCase
from cites.permits.errors import NotADraft
from cites.permits.models import Application, ApplicationLine
from cites.permits.services.drafts import attach_paper, remove_paper, save_answers
from cites.permits.services.papers import MOST
from cites.species.queries import taxon
from tenants.context import party_context
from tenants.errors import FaultyAttachment
from tenants.models import Party
from tests.factories.accounts import person
from tests.factories.casework import PDF
from tests.factories.permits import an_application, do

ANSWERS = {"term": "SHE", "quantity": 12, "unit": "NAR", "source": "W"}


def _paper(number: int = 0) -> ContentFile[bytes]:
    return ContentFile(PDF + str(number).encode(), name=f"{number}.pdf")


@pytest.fixture
def draft(bb: Any) -> Application:
    return an_application(person(role=Role.TRADER))


def test_a_line_that_was_removed_meanwhile_does_not_come_back(draft: Application) -> None:
    line, other = draft.lines.order_by("position")
    opened_before = ApplicationLine.objects.get(pk=line.pk)
    services.remove_line(application=draft, line=line.pk, actor=draft.applicant)
    with pytest.raises(NoSuchCase):
        services.change_line(line=opened_before, taxon=taxon("ALI-GIG"), answers=ANSWERS, actor=draft.applicant)
    with pytest.raises(NoSuchCase):
        services.copy_line(line=opened_before, actor=draft.applicant, key="k")
    assert [each.pk for each in draft.lines.all()] == [other.pk]


def test_a_line_that_moved_up_meanwhile_stays_where_it_is(draft: Application) -> None:
    line, other = draft.lines.order_by("position")
    services.remove_line(application=draft, line=line.pk, actor=draft.applicant)
    services.change_line(line=other, taxon=taxon("ALI-GIG"), answers=ANSWERS, actor=draft.applicant)
    assert [each.position for each in draft.lines.all()] == [1]


def test_a_page_opened_before_the_application_was_sent_changes_nothing(draft: Application) -> None:
    paper = attach_paper(application=draft, file=_paper(), actor=draft.applicant)
    stale = Application.objects.select_related("case").get(pk=draft.pk)
    line = stale.lines.first()
    assert line is not None
    do(draft, "submit", draft.applicant)
    who: dict[str, Any] = {"actor": draft.applicant}
    for write in (
        lambda: save_answers(application=stale, answers={"consignee_name": "Somebody Else"}, **who),
        lambda: attach_paper(application=stale, file=_paper(1), **who),
        lambda: remove_paper(application=stale, attachment=paper.pk, **who),
        lambda: services.change_line(line=line, taxon=taxon("ALI-GIG"), answers=ANSWERS, **who),
        lambda: services.remove_line(application=stale, line=line.pk, **who),
    ):
        stale.refresh_from_db(fields=["consignee_name"])
        with pytest.raises(NotADraft) as refused:
            write()
        assert refused.value.status == 409
    now = Application.objects.get(pk=draft.pk)
    assert now.consignee_name == "Pelagic Trading Company"
    assert now.attachments.filter(removed_at=None).count() == 1
    assert now.lines.count() == 2


@pytest.mark.slow
def test_papers_added_at_the_same_moment_never_pass_the_most(own_database: Any) -> None:
    party = Party.objects.get(iso2="BB")
    with party_context(party):
        draft = an_application(person(role=Role.TRADER))
        for number in range(MOST - 2):
            attach_paper(application=draft, file=_paper(number), actor=draft.applicant)
    start = Barrier(6)

    def add(number: int) -> bool:
        try:
            with party_context(party):
                start.wait(10)
                attach_paper(application=draft, file=_paper(100 + number), actor=draft.applicant)
                return True
        except FaultyAttachment:
            return False
        finally:
            connection.close_everything()  # type: ignore[attr-defined]

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(add, range(6))) == 2
    with party_context(party):
        assert draft.attachments.filter(removed_at=None).count() == MOST
