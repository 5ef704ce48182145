"""The people of the month: an office of twelve in teams, its administrator, traders, and agents with their mandates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cites.accounts.mandates import give_mandate
from cites.accounts.models import User
from cites.accounts.teams import make_team
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.month.paper import LAPSING, REMINDED, Clerk, Log

OFFICIALS = {
    "ma_officer": ["Olive", "Oscar", "Orla", "Otis", "Oona"],
    "scientific_authority": ["Sylvia", "Simon", "Sonia"],
    "ma_signatory": ["Sandra", "Sidney"],
    "cashier": ["Carl"],
    "customs": ["Cora"],
}
TEAMS = {"Marine": ["Olive", "Oscar", "Sylvia", "Sandra"], "Land": ["Orla", "Otis", "Simon"], "Desk": ["Orla", "Carl"]}


@dataclass
class Staff:
    """Everybody by name, and by the number that the log knows."""

    officials: dict[str, User]
    traders: list[User]
    agents: dict[int, User]  # by the number of the trader who has given them a mandate
    administrator: User

    def of(self, pk: int) -> User:
        return next(each for each in self.officials.values() if each.pk == pk)


def appoint(log: Log, traders: int) -> Staff:
    """Appoint everybody, and write the officials down; who is in no team works with all of the same role."""
    officials = {name: person(role, name=f"{name} Clerk") for role, names in OFFICIALS.items() for name in names}
    administrator = person("party_administrator")
    for team, names in TEAMS.items():
        make_team(name=team, people=[officials[name] for name in names], actor=administrator)
    for role, names in OFFICIALS.items():
        for name in names:
            mates = set(_mates(name)) or set(OFFICIALS[role]) - {name}
            pks = {officials[mate].pk for mate in mates}
            log.clerks[officials[name].pk] = Clerk(officials[name].pk, frozenset({role}), pks)
    applying = [person("trader") for _each in range(traders)]
    return Staff(officials, applying, dict(_mandates(applying)), administrator)


def _mates(name: str) -> Iterator[str]:
    for names in TEAMS.values():
        if name in names:
            yield from (mate for mate in names if mate != name)


def _mandates(traders: list[User]) -> Iterator[tuple[int, User]]:
    agents = [person("agent") for _each in range(2)]
    for trader, agent in zip(traders[::3], agents, strict=False):
        days: dict[str, Any] = {"first_day": date(2025, 7, 1), "last_day": date(2025, 12, 31)}
        give_mandate(giver=trader, agent=agent, document_types=[], **days)
        yield trader.pk, agent


def publish_process() -> None:
    """Let the process of Barbados remind applicants of questions, and give up what waits for them too long."""
    parts = parts_of(folder_of("BB"))
    exports = parts["workflow"]["EXP"]
    for stage, days in REMINDED.items():
        exports["stages"][stage]["remind_after"] = days
    exports["stages"]["lapsed"] = {
        "label": {"en": "Lapsed"}, "kind": "final", "applicant_text": {"en": "Nothing came, so it has lapsed."}
    }  # fmt: skip
    (days,) = set(LAPSING.values())
    exports["moves"]["lapse"] = {"from": sorted(LAPSING), "to": "lapsed", "automatic": True, "after_working_days": days}
    make_release(parts=parts, author="a test")
