"""What the audit trail says of people and their roles."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {
    "person": _("person"),
    "organisation": _("organisation"),
    "invitation": _("invitation"),
    "team": _("team"),
}
VERBS = {
    "person.registered": _("Person registered"),
    "person.changed": _("Person's details changed"),
    "person.deactivated": _("Person's account closed"),
    "person.anonymised": _("Person's details erased"),
    "person.invited": _("Person invited"),
    "party.first_invitation_sent": _("First invitation sent"),
    "invitation.withdrawn": _("Invitation withdrawn"),
    "organisation.changed": _("Organisation’s details changed"),
    "organisation.member_added": _("Member added to an organisation"),
    "organisation.member_left": _("Membership of an organisation ended"),
    "role.granted": _("Role given"),
    "role.revoked": _("Role taken away"),
    "absence.noted": _("Absence of an official noted"),
    "absence.withdrawn": _("Absence of an official withdrawn"),
    "team.made": _("Team made"),
    "team.renamed": _("Team renamed"),
    "team.member_added": _("Official put into a team"),
    "team.member_left": _("Official left a team"),
    "team.retired": _("Team retired"),
    "second_step.reset_proposed": _("Reset of a second step proposed"),
    "second_step.reset_confirmed": _("Second step reset"),
    "second_step.reset_withdrawn": _("Reset of a second step withdrawn"),
    "sessions.ended": _("Person signed out"),
    "block.placed": _("New applications blocked"),
    "block.lifted": _("Block of new applications lifted"),
    "mandate.given": _("Mandate given to an agent"),
    "mandate.withdrawn": _("Mandate of an agent withdrawn"),
    "trader.verified": _("Trader verified"),
    "trader.refused": _("Trader refused"),
}
