"""Which mail a proposal or a change of keys calls for, and to whom: words and people, no sending."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.accounts.queries import people_with_role
from cites.accounts.roles import Role
from cites.administration.queries.proposals import deciders
from tenants.releases.drafting import authors
from tenants.releases.models import Proposal

PROPOSED, SENT_BACK, APPROVED = "proposed", "sent_back", "approved"


@dataclass(frozen=True)
class Notice:
    """One kind of mail: a subject and a sentence."""

    subject: str | Promise
    sentence: str | Promise


NOTICES: dict[str, Notice] = {
    PROPOSED: Notice(
        _("A change of the settings waits for you"), _("Please read it, then put it in force or send it back.")
    ),
    SENT_BACK: Notice(_("Your change of the settings was sent back"), _("Sign in to read why.")),
    APPROVED: Notice(_("Your change of the settings is approved"), _("Sign in to see from when it is in force.")),
}


def readers_of(kind: str, proposal: Proposal, by: int | None) -> Iterator[User]:
    """Yield who is told: those who can decide of what is proposed, and those who wrote it of the decision."""
    if kind == PROPOSED:
        yield from deciders(proposal)
    else:
        yield from User.objects.filter(pk__in=authors(proposal) - {by}, is_active=True).order_by("pk")


def other_administrators(person: int | None) -> Iterator[User]:
    """Yield who is told of a change of keys: all administrators but the one whose hand it was."""
    yield from (each for each in people_with_role(Role.PARTY_ADMINISTRATOR) if each.pk != person)
