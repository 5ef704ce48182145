"""What is returned for correction: the parts that an officer names are open, all else is refused, at every door."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction

from cites.casework import services
from cites.permits.errors import NotADraft, PartClosed
from cites.permits.models import Application, ApplicationLine, Correction, Sending
from cites.permits.queries.corrections import contents_of, corrections_asked
from cites.permits.rules.contents import changes, from_document
from cites.permits.rules.parts import part_of_line
from cites.permits.services.drafts import attach_paper, remove_paper, save_answers
from cites.species.queries import taxon
from tenants.audit.models import AuditEntry
from tests.factories.casework import PDF
from tests.factories.permits import Cast, an_application, cast, do

ANSWERS = {"term": "SHE", "quantity": 12, "unit": "NAR", "source": "W"}
Write = Callable[[Application, Cast], Any]


def returned(who: Cast, named: Mapping[str, str] | Callable[[Application], Mapping[str, str]] | None) -> Application:
    """An application with two lines and a paper, returned for these parts."""
    application = an_application(who.trader)
    attach_paper(application=application, file=ContentFile(PDF, name="licence.pdf"), actor=who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    parts = named(application) if callable(named) else named
    do(application, "return_for_correction", who.officer, {"reason": "Please correct it.", "parts": parts})
    return Application.objects.get(pk=application.pk)


def line(application: Application, position: int) -> ApplicationLine:
    return application.lines.get(position=position)


def answered(**answers: Any) -> Write:
    return lambda application, who: save_answers(application=application, answers=answers, actor=who.trader)


def line_changed(position: int) -> Write:
    return lambda application, who: services.change_line(
        line=line(application, position), taxon=taxon("ALI-GIG"), answers=ANSWERS, actor=who.trader
    )


def line_removed(position: int) -> Write:
    return lambda application, who: services.remove_line(
        application=application, line=line(application, position).pk, actor=who.trader
    )


def line_copied(application: Application, who: Cast) -> None:
    services.copy_line(line=line(application, 1), actor=who.trader, key="copied")


def line_added(application: Application, who: Cast) -> None:
    services.add_line(application=application, taxon=taxon("ALI-GIG"), answers=ANSWERS, actor=who.trader, key="added")


def paper_added(application: Application, who: Cast) -> None:
    attach_paper(application=application, file=ContentFile(PDF + b"%2", name="more.pdf"), actor=who.trader)


def paper_removed(application: Application, who: Cast) -> None:
    paper = application.attachments.get()
    remove_paper(application=application, attachment=paper.pk, actor=who.trader)


WRITES: dict[str, Write] = {
    "exporter": answered(exporter_name="Another Ltd"),
    "consignee": answered(consignee_address="1 Other Street"),
    "purpose": answered(comments="By sea"),
    "line 1": line_changed(1),
    "line 2": line_changed(2),
    "line 1 out": line_removed(1),
    "line 2 out": line_removed(2),
    "line copied": line_copied,
    "line added": line_added,
    "paper added": paper_added,
    "paper removed": paper_removed,
}
OPENED: dict[str, set[str]] = {
    "exporter": {"exporter"},
    "consignee": {"consignee"},
    "purpose": {"purpose"},
    "lines": {"line 1", "line 2", "line 1 out", "line 2 out", "line copied", "line added"},
    "attachments": {"paper added", "paper removed"},
    "anything": set(WRITES),
}


@pytest.mark.parametrize("named", OPENED)
def test_naming_a_section_opens_what_is_in_it_and_the_service_refuses_to_write_all_else(bb: Any, named: str) -> None:
    who = cast()
    application = returned(who, {named: "Look at your licence."})
    assert_open(application, who, OPENED[named])


@pytest.mark.parametrize("position", [1, 2])
def test_naming_a_line_opens_that_line_alone_to_be_changed_or_taken_out(bb: Any, position: int) -> None:
    who = cast()
    application = returned(who, lambda made: {part_of_line(line(made, position).pk): "How many?"})
    assert_open(application, who, {f"line {position}", f"line {position} out"})


@pytest.mark.parametrize("named", [None, {}])
def test_where_nothing_is_named_everything_is_open(bb: Any, named: Any) -> None:
    who = cast()
    assert_open(returned(who, named), who, set(WRITES))


def assert_open(application: Application, who: Cast, allowed: set[str]) -> None:
    before = contents_of(application)
    for name, write in WRITES.items():
        point = transaction.savepoint()
        now = Application.objects.get(pk=application.pk)
        if name in allowed:
            write(now, who)
            assert changes(before, contents_of(application)), name
        else:
            with pytest.raises(PartClosed) as refused:
                write(now, who)
            assert refused.value.status == 409
            assert not changes(before, contents_of(application)), name
        transaction.savepoint_rollback(point)


def test_what_is_sent_again_is_closed_and_a_second_return_opens_only_what_it_names(bb: Any) -> None:
    who = cast()
    application = returned(who, {"exporter": "Which name?"})
    WRITES["exporter"](application, who)
    do(application, "submit", who.trader)
    with pytest.raises(NotADraft):
        WRITES["exporter"](application, who)
    do(application, "start_examination", who.officer)
    do(application, "return_for_correction", who.officer, {"reason": "", "parts": {"purpose": "By which port?"}})
    with pytest.raises(PartClosed):
        save_answers(application=application, answers={"exporter_name": "A third"}, actor=who.trader)
    WRITES["purpose"](application, who)
    assert [each.part for each in corrections_asked(application)] == ["purpose"]


def test_a_line_that_the_rules_forbid_meanwhile_may_be_put_right_though_it_was_not_named(bb: Any) -> None:
    who = cast()
    application = returned(who, {"exporter": "Which name?"})
    application.lines.filter(position=2).update(term="XXX")
    with pytest.raises(PartClosed):
        WRITES["line 1"](application, who)
    WRITES["line 2"](application, who)
    do(application, "submit", who.trader)


def test_what_was_named_stands_in_the_trail_and_nobody_changes_it(bb: Any) -> None:
    who = cast()
    application = returned(who, {"exporter": "Which name?", "attachments": ""})
    step = application.case.steps.get(verb="return_for_correction")
    assert step.data == {"parts": ["attachments", "exporter"]}
    assert AuditEntry.objects.get(verb="case.return_for_correction").data["parts"] == ["attachments", "exporter"]
    kept = Correction.objects.filter(application=application, version=step.version, named_by=who.officer)
    assert dict(kept.values_list("part", "comment")) == {"exporter": "Which name?", "attachments": ""}
    for table in ("permits_correction", "permits_sending"):
        for sql in (f"UPDATE {table} SET version = 1", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_each_sending_keeps_what_the_application_said(bb: Any) -> None:
    who = cast()
    application = returned(who, {"exporter": "Which name?"})
    WRITES["exporter"](application, who)
    do(application, "submit", who.trader)
    first, second = application.sendings.order_by("version")
    submitted = application.case.steps.filter(verb="submit").order_by("version").values_list("version", flat=True)
    assert [first.version, second.version] == list(submitted)
    (change,) = changes(from_document(first.contents) or {}, from_document(second.contents) or {})
    assert (change.part, change.fields) == ("exporter", {"exporter_name"})
    assert change.after is not None
    assert change.after["exporter_name"] == "Another Ltd"


def test_what_was_sent_before_sendings_were_kept_is_kept_before_its_first_change(
    bb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = cast()
    with monkeypatch.context() as before:
        before.setattr("cites.permits.services.submissions.keep_sending", lambda **_kept: None)
        application = returned(who, None)
    assert not Sending.objects.exists()
    WRITES["exporter"](application, who)
    WRITES["purpose"](application, who)
    (kept,) = application.sendings.all()
    said = from_document(kept.contents) or {}
    assert (said["exporter"]["exporter_name"], said["purpose"]["comments"]) == ("Sargasso Seafood Ltd", "")
    assert kept.version == application.case.steps.get(verb="submit").version
