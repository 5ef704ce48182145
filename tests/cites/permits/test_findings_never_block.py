"""A favourable finding, of whatever kind and whichever authority, takes blocks away and never adds one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.models import Application, Conclusion
from cites.permits.models.codes import FindingKind
from cites.permits.queries.applications import application, lines_and_needed
from cites.permits.queries.found import reasons_of_findings
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.findings import Authority
from cites.permits.services.findings import make_finding
from kernel import clock
from tests.factories.permits import CONCH, SHELLS, Cast, an_application, cast, do
from tests.thorough import often
from workflows.models import Duty, DutyKind

AUTHORITIES = st.sampled_from(list(Authority))
KINDS = st.sampled_from(FindingKind.values)
CONCLUSIONS = st.sampled_from(Conclusion.values)
FAVOURABLE = st.sampled_from([Conclusion.POSITIVE, Conclusion.CONDITIONAL])
EACH_LINE = st.fixed_dictionaries(
    {
        "appendix": st.sampled_from(["I", "II", "III", ""]),
        "source": st.sampled_from(list("WRXDCFOIU")),
        "term": st.sampled_from(["LIV", "MEA"]),
    }
)
LINES = 3


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def case(who: Cast) -> Application:
    """An application of three lines that its officer examined; who finds for science holds that duty."""
    sent = an_application(who.trader, (CONCH, SHELLS, CONCH))
    do(sent, "submit", who.trader)
    do(sent, "start_examination", who.officer)
    do(sent, "complete_examination", who.officer)
    Duty.objects.create(case=sent.case, person=who.science, duty=DutyKind.FIND, taken_at=clock.now())
    return sent


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found(case: Application, who: Cast, kind: str, authority: str, conclusions: list[str], minutes: int) -> None:
    """What an authority finds of a kind in one step: of each line that the rules ask about, as the product records it."""
    asked = [
        line.position for line, each in lines_and_needed(case) if (each.kind, each.authority) == (kind, authority)
    ] or [line.position for line in case.lines.all()]
    for conclusion in dict.fromkeys(conclusions):
        about = [place for place in asked if conclusions[(place - 1) % len(conclusions)] == conclusion]
        if about:
            make_finding(
                application=case, kind=kind, authority=authority, conclusion=conclusion, lines=about,
                conditions="Alive only." if conclusion == Conclusion.CONDITIONAL else "", reason="As seen.",
                official=who.science if authority == Authority.SCIENTIFIC else who.officer,
                made_at=clock.now() + timedelta(minutes=minutes),
            )  # fmt: skip


def blocks(case: Application) -> set[tuple[str, str]]:
    return {(each.code, str(each.data.get("about", ""))) for each in reasons_of_findings(application(case.reference))}


BEFORE = st.lists(st.tuples(KINDS, AUTHORITIES, st.lists(CONCLUSIONS, min_size=1, max_size=LINES)), max_size=4)


@settings(max_examples=often(60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    document=st.sampled_from([code for code, each in DOCUMENTS.items() if each.is_issued]),
    lines=st.lists(EACH_LINE, min_size=LINES, max_size=LINES), before=BEFORE, kind=KINDS, authority=AUTHORITIES,
    conclusion=FAVOURABLE,
)  # fmt: skip
def test_adding_a_favourable_finding_never_adds_a_block(
    who: Cast, case: Application, document: str, lines: Any, before: Any, kind: str, authority: str, conclusion: str
) -> None:
    with undone():
        Application.objects.filter(pk=case.pk).update(document_type=document)
        for line, facts in zip(case.lines.order_by("position"), lines, strict=True):
            type(line).objects.filter(pk=line.pk).update(**facts)
        current = Application.objects.get(pk=case.pk)
        for minutes, (of_kind, of_authority, conclusions) in enumerate(before, 1):
            found(current, who, of_kind, of_authority, conclusions, minutes)
        then = blocks(current)
        found(current, who, kind, authority, [conclusion], len(before) + 1)
        assert blocks(current) <= then
