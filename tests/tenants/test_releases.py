"""What a Party chose is kept as it chose it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from kernel import clock
from tenants.errors import AppendOnlyRecord, NoRelease, ProfileFaulty
from tenants.profiles.files import folder_of, layered
from tenants.releases.queries import hold_release, release, release_in_force
from tenants.releases.services import make_release, parts_of


def test_a_release_keeps_the_order_of_its_files(bb: Any) -> None:
    stages = list(layered(folder_of("BB"), "workflow.toml", "workflows")["EXP"]["stages"])
    assert list(release_in_force().parts["workflow"]["EXP"]["stages"]) == stages


def test_a_country_states_only_what_differs(bb: Any) -> None:
    profile = release_in_force().profile
    assert profile.numbering.template == "{year}{iso2}{serial}"
    assert profile.currency == "BBD"


def test_a_faulty_profile_is_refused_with_every_fault_at_once(bb: Any) -> None:
    parts = parts_of(folder_of("BB"))
    parts["profile"] = parts["profile"] | {"currency": "pounds", "time_zone": "Mars/Olympus"}
    with pytest.raises(ProfileFaulty) as refused:
        make_release(parts=parts, author="a test")
    assert {fault["key"] for fault in refused.value.data["faults"]} == {"currency", "time_zone"}


def test_what_is_wrong_is_said_in_the_readers_language(bb: Any) -> None:
    parts = parts_of(folder_of("BB"))
    parts["profile"] = parts["profile"] | {"time_zone": "Mars/Olympus", "days_to_expect": "soon", "kind": "a State"}
    del parts["profile"]["currency"]
    with translation.override("fr"), pytest.raises(ProfileFaulty) as refused:
        make_release(parts=parts, author="a test")
    assert {fault["key"]: fault["reason"] for fault in refused.value.data["faults"]} == {
        "time_zone": "Mars/Olympus n’est pas un fuseau horaire de l’IANA",
        "days_to_expect": "n’est pas un nombre entier",
        "kind": "n’est pas l’un de 'party', 'jurisdiction', 'non_party'",
        "currency": "manque",
    }


def test_a_release_is_never_changed(bb: Any) -> None:
    with pytest.raises(AppendOnlyRecord):
        release(1).save()


def test_an_unknown_release_is_refused_by_name(bb: Any) -> None:
    with pytest.raises(NoRelease):
        release(99)


def test_a_newer_release_is_in_force_at_once_and_the_old_one_stays(bb: Any) -> None:
    parts = parts_of(folder_of("BB"))
    parts["profile"]["days_to_expect"] = 7
    newer = make_release(parts=parts, author="a test")
    assert release_in_force().number == newer.number == 2
    assert release(1).profile.days_to_expect != 7


def test_what_was_read_today_is_not_taken_for_what_was_in_force_before(bb: Any) -> None:
    make_release(parts=parts_of(folder_of("BB")), author="a test")
    assert release_in_force().number == 2
    with clock.frozen(clock.now() - timedelta(days=1)):
        assert release_in_force().number == 1
    assert release_in_force().number == 2


def test_a_held_release_counts_whatever_the_clock_says_and_no_longer(bb: Any) -> None:
    make_release(parts=parts_of(folder_of("BB")), author="a test")
    yesterday = clock.now() - timedelta(days=1)
    with hold_release() as held, clock.frozen(yesterday):
        assert release_in_force() is held
    with clock.frozen(yesterday):
        assert release_in_force().number == 1
