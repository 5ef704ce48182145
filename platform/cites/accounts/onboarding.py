"""The step of onboarding that lets the first person in: an invitation to the Management Authority."""

from cites.accounts.invitations import invite_person
from cites.accounts.models import Invitation, Role, User
from tenants.context import current_profile, party_context
from tenants.models import Party


def has_first_invitation(party: Party) -> bool:
    """True once anybody has been invited, or is here already."""
    with party_context(party):
        return Invitation.objects.exists() or User.objects.exists()


def send_first_invitation(party: Party) -> None:
    """Ask the Management Authority, at the address in its profile, to name its administrator."""
    with party_context(party):
        profile = current_profile()
        authority = profile.management_authority
        language = profile.languages[0]
        invite_person(
            email=authority.email,
            full_name=authority.names.in_language(language),
            roles=[Role.PARTY_ADMINISTRATOR],
            actor=None,
            language=language,
        )
