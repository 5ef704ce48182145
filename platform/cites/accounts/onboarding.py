"""The steps of onboarding about people: the first invitation, or a practice twin's invented people."""

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.accounts.errors import SomebodyHere
from cites.accounts.invented import ensure_invented_people, invented_people
from cites.accounts.invitations import invite_person, withdraw_invitation
from cites.accounts.models import Role, User
from cites.accounts.queries import open_invitations
from kernel.text import gettext_noop
from tenants.audit.models import AuditEntry
from tenants.audit.services import record
from tenants.context import current_profile, party_context
from tenants.jobs.kinds import JobKind, OneParty, Say
from tenants.models import Party
from tenants.parties import party_of
from tenants.profiles.files import folder_of
from tenants.profiles.schema import Profile
from tenants.releases.services import parts_of
from tenants.services import FirstAdministrator

_SENT = "party.first_invitation_sent"


def has_first_invitation(party: Party) -> bool:
    """True once the mail has gone out, or somebody is here already.

    The invitation alone proves nothing: the process may have been killed before the mail was sent.
    """
    with party_context(party):
        return User.objects.exists() or AuditEntry.objects.filter(verb=_SENT).exists()


def send_first_invitation(party: Party) -> None:
    """Ask whom the operator named, else the Management Authority at the address in its profile, to administer it."""
    with party_context(party):
        _invite(party, **(party.first_administrator or _authority()))


def invite_first_again(*, party: Party, administrator: FirstAdministrator) -> None:
    """Invite a first administrator anew, where the link grew old or the address was wrong; needs the Party's login.

    The earlier invitations are withdrawn. Raises SomebodyHere once anybody has an
    account: from then on the Party's own administrator invites, and nobody else.
    """
    with party_context(party), transaction.atomic():
        for invitation in open_invitations():
            withdraw_invitation(invitation=invitation, actor=None)
        if User.objects.exists():  # asked after withdrawing, which waits for whoever accepts at this moment
            raise SomebodyHere(
                message=gettext_noop("Somebody has an account in %(party)s: its administrator invites all others."),
                data={"party": party.name},
            )
        _invite(party, **administrator.model_dump())


def _invite(party: Party, *, email: str, full_name: str) -> None:
    invite_person(
        email=email,
        full_name=full_name,
        roles=[Role.PARTY_ADMINISTRATOR],
        actor=None,  # operators live elsewhere: the shared trail names them
        language=current_profile().languages[0],
    )
    record(_SENT, subject=f"party:{party.slug}")


def _authority() -> dict[str, str]:
    profile = current_profile()
    authority = profile.management_authority
    return {"email": authority.email, "full_name": authority.names.in_language(profile.languages[0])}


def has_invented_people(party: Party) -> bool:
    """True once the invented people of a practice twin are there; they are made together."""
    with party_context(party):
        return User.objects.exists()


def make_invented_people(party: Party) -> None:
    """Make one invented person for each duty; nobody of the Party's real people comes along."""
    with party_context(party):
        ensure_invented_people()


def who_is_invented(party: Party) -> str:
    """How many people there will be."""
    count = sum(1 for _ in invented_people(party.iso2))
    return gettext("%(count)s invented people, one for each duty and trade") % {"count": count}


def who_is_invited(party: Party) -> str:
    """The address that the operator named, else the Management Authority's; the Party may not exist yet."""
    if party.first_administrator:
        return str(party.first_administrator["email"])
    profile = Profile.model_validate(parts_of(folder_of(party.iso2))["profile"])
    return profile.management_authority.email


class FirstInvitation(OneParty):
    """A Party in which nobody has an account yet, and who is to be its first administrator."""

    administrator: FirstAdministrator


def invite_again(asked: FirstInvitation, say: Say) -> None:
    """Invite the first administrator anew."""
    invite_first_again(party=party_of(asked.slug), administrator=asked.administrator)
    say(gettext_noop("Invited: %(email)s"), party=asked.slug, email=asked.administrator.email)


INVITE = JobKind("invite", _("Invite the first administrator"), invite_again, FirstInvitation)
