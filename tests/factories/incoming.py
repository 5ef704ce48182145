"""Papers of other States for tests: as they are typed in at the import desk, checked, and asked about."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from cites.accounts.models import Role, User
from cites.permits.models import Application, PaperCheck, Verification
from cites.permits.queries.incoming import Said, SaidLine
from cites.permits.rules.incoming_questions import CHECKS
from cites.permits.services.paper_checks import accept_paper, keep_check
from cites.permits.services.verifications import Happened, Question, ask_authority, note_what_happened
from cites.species import queries as species
from cites.species.models import DesignatedAuthority
from cites.species.queries import authorities
from tenants.context import today
from tests.factories.accounts import person

ALL_YES = {check.name: "yes" for check in CHECKS}
SHELLS = SaidLine(
    taxon="ALI-GIG", name="Aliger gigas", appendix="II", term="SHE", source="W", origin="VC", unit="NAR",
    permitted=Decimal(400), endorsed=Decimal(400), presented=Decimal(390),
)  # fmt: skip


def a_paper(**said: Any) -> Said:
    """An export permit of Saint Vincent and the Grenadines for conch shells, at which nothing is wrong."""
    usual = Said(
        country="VC",
        document_type="EXP",
        presented_on=today(),
        arrived=True,
        number="VC-26-0017",
        issued_on=today() - timedelta(days=20),
        valid_until=today() + timedelta(days=100),
        authority="Fisheries Division",
        signatory="Jennifer Cruickshank",
        purpose="T",
        original="original",
        alterations="none",
        answers=ALL_YES,
        lines=[SHELLS],
    )
    return replace(usual, **said)


def checked(official: User, *, application: Application | None = None, key: str = "", **said: Any) -> PaperCheck:
    """A check of such a paper; ``said`` says what is otherwise."""
    paper = a_paper(**said)
    return keep_check(said=paper, official=official, key=key or f"{paper.number} {said}"[:80], application=application)


def asked(
    check: PaperCheck, official: User, *, last_day: date | None = None, key: str = "asked", text: str = "Is it yours?"
) -> Verification:
    """A question about it to the authority that issued it."""
    question = Question("Fisheries Division", "en", text, last_day or today(), "ma@vc.example")
    return ask_authority(check=check.pk, question=question, official=official, key=key)


def noted(question: Verification, official: User, tidings: str, key: str = "") -> None:
    """An entry of its log."""
    happened = Happened(tidings, today(), "email", "Jennifer Cruickshank", "As we see it.")
    note_what_happened(question=question.pk, happened=happened, official=official, key=key or tidings)


REGISTER = tuple(
    DesignatedAuthority(country="VC", kind=kind, name=name, source="Directory", as_of=date(2026, 11, 1), email=email)
    for kind, name, email in (
        ("management", "Fisheries Division", "ma@vc.example"),
        ("scientific", "National Parks Authority", ""),
        ("signatory", "Jennifer Cruickshank", ""),
    )
)


@contextmanager
def registered(*rows: DesignatedAuthority) -> Iterator[None]:
    """These are what was imported of Saint Vincent: by default an authority of each kind, and one person who signs."""
    known = {"VC": rows or REGISTER}
    with ExitStack() as stack:
        for place in (authorities, species):
            stack.enter_context(patch.object(place, "authorities_of", lambda country: known.get(country, ())))
        yield


def access_samples(party: Any, trader: User) -> dict[str, str]:
    """A check that an official accepted, one that waits for it, and a question with its answer's beginning."""
    officer = person(role=Role.MA_OFFICER)
    accepted = checked(officer, number="VC-26-0001", answers={**ALL_YES, "endorsed": "no"})
    accept_paper(pk=accepted.pk, reason="Customs of Kingstown confirmed by telephone what left.", official=officer)
    waiting = checked(officer, number="VC-26-0002", answers={**ALL_YES, "endorsed": "no"})
    question = asked(waiting, officer)
    noted(question, officer, "sent")
    return {"check": str(waiting.pk), "accepted": str(accepted.pk), "question": str(question.pk)}
