"""The step of onboarding that lets the first person in: an invitation to the Management Authority."""

from cites.accounts.invitations import invite_person
from cites.accounts.models import Role, User
from tenants.audit.models import AuditEntry
from tenants.audit.services import record
from tenants.context import current_profile, party_context
from tenants.models import Party
from tenants.profiles.files import folder_of
from tenants.profiles.schema import Profile
from tenants.releases.services import parts_of

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
        profile = current_profile()
        authority = profile.management_authority
        language = profile.languages[0]
        named = party.first_administrator
        invite_person(
            email=named.get("email", authority.email),
            full_name=named.get("full_name", authority.names.in_language(language)),
            roles=[Role.PARTY_ADMINISTRATOR],
            actor=None,
            language=language,
        )
        record(_SENT, subject=f"party:{party.slug}")


def who_is_invited(party: Party) -> str:
    """The address that the operator named, else the Management Authority's; the Party may not exist yet."""
    if party.first_administrator:
        return str(party.first_administrator["email"])
    profile = Profile.model_validate(parts_of(folder_of(party.iso2))["profile"])
    return profile.management_authority.email
