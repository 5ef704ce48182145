"""Officials who are away: what is noted, what is refused, and the pages on which it is done."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.accounts.absences import note_absence, withdraw_absence
from cites.accounts.errors import (
    AbsenceOver,
    DeputyAway,
    DeputyWithoutRole,
    LastDayBeforeFirst,
    NotAnOfficial,
    OverlappingAbsence,
    OwnDeputy,
)
from cites.accounts.models import Absence, Role, User
from cites.accounts.rules import are_all_within
from cites.accounts.services import deactivate_person
from cites.accounts.standing_in import absence_of
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.accounts import person
from tests.thorough import often

DAYS = st.integers(0, 20)
STRETCHES = st.tuples(DAYS, st.integers(0, 6)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))
drawn_here = settings(max_examples=often(25), suppress_health_check=[HealthCheck.function_scoped_fixture])


def day(number: int) -> date:
    return today() + timedelta(days=number)


def away(who: User, first: int, last: int, deputy: User | None = None, actor: User | None = None) -> Absence:
    return note_absence(person=who, first_day=day(first), last_day=day(last), deputy=deputy, actor=actor or who)


def entries(verb: str, who: User) -> Any:
    return AuditEntry.objects.filter(verb=verb, subject=f"person:{who.pk}")


def signed_in(place: Any, who: User) -> Any:
    client = place.client()
    client.force_login(who)
    return client


def written(first: date, last: date, deputy: str = "") -> dict[str, str]:
    return {"first_day": first.isoformat(), "last_day": last.isoformat(), "deputy": deputy}


@pytest.fixture
def olive(bb: Any) -> User:
    return person(role=Role.MA_OFFICER, name="Olive Officer")


@pytest.fixture
def oscar(bb: Any) -> User:
    return person(role=Role.MA_OFFICER, name="Oscar Officer")


# --- what is noted --------------------------------------------------------------------------------


def test_an_absence_is_noted_with_its_deputy_and_stands_in_the_trail(olive: User, oscar: User) -> None:
    absence = away(olive, 1, 3, oscar)
    assert (absence.deputy, absence.noted_by) == (oscar, olive)
    (entry,) = entries("absence.noted", olive)
    assert entry.actor == olive
    assert entry.data == {
        "absence": absence.pk,
        "first_day": day(1).isoformat(),
        "last_day": day(3).isoformat(),
        "deputy": oscar.pk,
    }


def test_an_absence_withdrawn_twice_is_withdrawn_once(olive: User) -> None:
    absence = away(olive, 0, 3)
    withdraw_absence(absence=absence, actor=olive)
    withdraw_absence(absence=absence, actor=person(role=Role.PARTY_ADMINISTRATOR))
    absence.refresh_from_db()
    assert absence.withdrawn_by == olive
    assert absence_of(olive, day(0)) is None
    assert entries("absence.withdrawn", olive).count() == 1


def test_an_absence_that_has_begun_ends_with_yesterday_and_its_past_days_stay(olive: User, oscar: User) -> None:
    absence = away(olive, -3, 5, oscar)
    for _twice in range(2):
        assert withdraw_absence(absence=absence, actor=olive).last_day == day(-1)
    assert absence_of(olive, day(-1)) == absence
    assert absence_of(olive, day(0)) is None
    (entry,) = entries("absence.ended", olive)
    assert entry.data["last_day"] == day(-1).isoformat()
    assert not entries("absence.withdrawn", olive).exists()
    away(olive, 0, 5)


def test_what_is_over_is_neither_noted_nor_withdrawn(olive: User) -> None:
    with pytest.raises(AbsenceOver):
        away(olive, -3, -1)
    absence = away(olive, -3, 0)
    with clock.frozen(clock.now() + timedelta(days=2)), pytest.raises(AbsenceOver):
        withdraw_absence(absence=absence, actor=olive)
    absence.refresh_from_db()
    assert absence.withdrawn_at is None


def test_a_day_is_over_at_the_midnight_of_the_party(olive: User) -> None:
    """At two in the morning in Greenwich it is still the evening before in Barbados."""
    at = (clock.now() + timedelta(days=2)).replace(hour=2)
    evening = at.date() - timedelta(days=1)
    with clock.frozen(at):
        note_absence(person=olive, first_day=evening, last_day=evening, deputy=None, actor=olive)
        before = evening - timedelta(days=1)
        with pytest.raises(AbsenceOver):
            note_absence(person=olive, first_day=before, last_day=before, deputy=None, actor=olive)


def test_an_absence_does_not_end_before_it_begins(olive: User) -> None:
    with pytest.raises(LastDayBeforeFirst):
        away(olive, 3, 2)
    facts = {"person": olive, "noted_by": olive, "first_day": day(3), "last_day": day(2)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(**facts)


def test_only_officials_who_may_sign_in_are_away(olive: User) -> None:
    admin = person(role=Role.PARTY_ADMINISTRATOR)
    with pytest.raises(NotAnOfficial):
        away(person(role=Role.TRADER), 1, 2)
    deactivate_person(person=olive, actor=admin)
    with pytest.raises(NotAnOfficial):
        away(olive, 1, 2, actor=admin)


@drawn_here
@given(acts=st.lists(st.tuples(st.booleans(), STRETCHES), max_size=10))
def test_absences_of_one_person_never_share_a_day(bb: Any, acts: list[tuple[bool, tuple[int, int]]]) -> None:
    who, other = person(role=Role.CASHIER), person(role=Role.CASHIER)
    away(other, 0, 30)
    noted: dict[int, set[int]] = {}
    for is_withdrawal, (first, last) in acts:
        days, taken = set(range(first, last + 1)), set().union(*noted.values())
        if is_withdrawal and noted:
            gone = min(noted)
            withdraw_absence(absence=Absence.objects.get(pk=gone), actor=who)
            del noted[gone]
        elif days & taken:
            with pytest.raises(OverlappingAbsence):
                away(who, first, last)
        else:
            noted[away(who, first, last).pk] = days
    for number in range(28):
        found = absence_of(who, day(number))
        assert (found.pk if found else None) == next((pk for pk, days in noted.items() if number in days), None)


# --- who may be a deputy --------------------------------------------------------------------------


def test_nobody_stands_in_for_themself(olive: User) -> None:
    with pytest.raises(OwnDeputy):
        away(olive, 1, 2, olive)
    facts = {"person": olive, "deputy": olive, "noted_by": olive, "first_day": day(1), "last_day": day(2)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(**facts)


@pytest.mark.parametrize("role", [Role.CASHIER, Role.TRADER])
def test_who_shares_no_role_of_an_authority_stands_in_for_nobody(olive: User, role: Role) -> None:
    with pytest.raises(DeputyWithoutRole):
        away(olive, 1, 2, person(role=role))


def test_who_may_not_sign_in_stands_in_for_nobody(olive: User, oscar: User) -> None:
    deactivate_person(person=oscar, actor=person(role=Role.PARTY_ADMINISTRATOR))
    with pytest.raises(DeputyAway):
        away(olive, 1, 2, oscar)


def test_a_deputy_is_there_on_some_of_the_days(olive: User, oscar: User) -> None:
    away(oscar, 1, 3)
    away(oscar, 4, 6)
    with pytest.raises(DeputyAway):
        away(olive, 2, 5, oscar)
    assert away(olive, 2, 7, oscar).deputy == oscar


@given(first=DAYS, length=st.integers(0, 6), stretches=st.lists(STRETCHES, max_size=5))
def test_days_lie_within_stretches_when_each_of_them_does(
    first: int, length: int, stretches: list[tuple[int, int]]
) -> None:
    start = date(2027, 2, 20)
    held = {number for begins, ends in stretches for number in range(begins, ends + 1)}
    dated = [(start + timedelta(days=begins), start + timedelta(days=ends)) for begins, ends in stretches]
    answer = are_all_within(start + timedelta(days=first), start + timedelta(days=first + length), dated)
    assert answer == (set(range(first, first + length + 1)) <= held)


# --- the pages ------------------------------------------------------------------------------------


def test_an_official_notes_an_absence_and_the_deputy_reads_of_it(bb: Any, olive: User, oscar: User) -> None:
    client = signed_in(bb, olive)
    assert "/me/absences/" in client.get("/me/").content.decode()
    answer = client.post("/me/absences/", written(day(1), day(3), str(oscar.pk)))
    assert answer.headers["Location"] == "/me/absences/"
    absence = absence_of(olive, day(2))
    assert absence is not None
    assert absence.deputy == oscar
    assert "Oscar Officer" in client.get("/me/absences/").content.decode()
    page = signed_in(bb, oscar).get("/me/absences/").content.decode()
    assert "When you stand in for others" in page
    assert "Olive Officer" in page


def test_an_official_withdraws_an_absence_of_their_own_only(bb: Any, olive: User, oscar: User) -> None:
    absence = away(olive, 1, 3)
    assert signed_in(bb, oscar).post(f"/absences/{absence.pk}/withdraw/").status_code == 404
    absence.refresh_from_db()
    assert absence.withdrawn_at is None
    answer = signed_in(bb, olive).post(f"/absences/{absence.pk}/withdraw/")
    assert answer.headers["Location"] == "/me/absences/"
    absence.refresh_from_db()
    assert absence.withdrawn_by == olive


def test_an_absence_that_has_begun_is_ended_on_its_page(bb: Any, olive: User) -> None:
    absence, client = away(olive, -1, 3), signed_in(bb, olive)
    assert "End it<" in client.get("/me/absences/").content.decode()
    page = client.post(f"/absences/{absence.pk}/withdraw/", follow=True).content.decode()
    assert "The absence ended yesterday." in page
    assert "End it<" not in page


def test_the_administrator_notes_and_withdraws_for_any_official(bb: Any, olive: User, oscar: User) -> None:
    admin = person(role=Role.PARTY_ADMINISTRATOR)
    client = signed_in(bb, admin)
    address = f"/officials/{olive.pk}/absences/"
    assert address in client.get(f"/officials/{olive.pk}/").content.decode()
    assert client.post(address, written(day(0), day(3), str(oscar.pk))).headers["Location"] == address
    assert "Oscar Officer stands in" in client.get(f"/officials/{olive.pk}/").content.decode()
    absence = olive.absences.get()
    assert absence.noted_by == admin
    assert client.post(f"/absences/{absence.pk}/withdraw/").headers["Location"] == f"/officials/{olive.pk}/"
    absence.refresh_from_db()
    assert absence.withdrawn_by == admin


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (3, 1, "The last day must not be before the first."),
        (-4, -2, "These days are over."),
        (5, 9, "Some of these days lie in an absence that is noted already."),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_written(
    bb: Any, olive: User, oscar: User, first: int, last: int, said: str
) -> None:
    away(olive, 9, 12)
    answer = signed_in(bb, olive).post("/me/absences/", written(day(first), day(last), str(oscar.pk)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{oscar.pk}" selected' in page
    assert f'value="{day(first).year}"' in page
    assert olive.absences.count() == 1


def test_a_deputy_who_is_away_throughout_is_refused_beside_the_field(bb: Any, olive: User, oscar: User) -> None:
    away(oscar, 0, 9)
    answer = signed_in(bb, olive).post("/me/absences/", written(day(1), day(3), str(oscar.pk)))
    assert answer.status_code == 422
    assert "Oscar Officer is away on all of these days too" in answer.context["form"].errors["deputy"][0]


@pytest.mark.parametrize("forged", ["0", "9" * 40, "x"])
def test_a_forged_deputy_is_none(bb: Any, olive: User, forged: str) -> None:
    client = signed_in(bb, olive)
    for deputy in (forged, str(person(role=Role.CASHIER).pk), str(olive.pk)):
        assert client.post("/me/absences/", written(day(1), day(2), deputy)).status_code == 422
    assert not olive.absences.exists()


def test_nobody_else_is_offered_as_deputy_than_who_shares_a_role(bb: Any, olive: User, oscar: User) -> None:
    closed, cashier = person(role=Role.MA_OFFICER), person(role=Role.CASHIER)
    deactivate_person(person=closed, actor=cashier)
    offered = signed_in(bb, olive).get("/me/absences/").context["form"].fields["deputy"].choices
    assert {key for key, _name in offered} == {"", str(oscar.pk)}
