"""The first day of a Party's administrator."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.PARTY_ADMINISTRATOR,
    lead=_("You decide who of the authorities may sign in, and what each may do. You take part in no case."),
    needs={"colleague": Need(kind="official")},
    tasks=(
        Task(
            "officials",
            _("See who may sign in, with which roles"),
            _("Each role says in a sentence what it opens. Somebody should hold as few as their work needs."),
            at("officials"),
            opened("officials"),
        ),
        Task(
            "invite",
            _("Invite a colleague who does not exist"),
            _(
                "In earnest they get a mail with a link that is good once, for a week. Here it stays in the mailbox of the practice site."
            ),
            at("invite"),
            did("person.invited"),
        ),
        Task(
            "mail",
            _("Find the invitation in the mailbox"),
            _("The link leads back to this site only. On any other it is worthless."),
            at("practice-mail"),
            opened("practice-mail"),
        ),
        Task(
            "withdraw",
            _("Withdraw the invitation"),
            _("Do so when it went to the wrong address. Its link opens nothing from then on."),
            at("officials"),
            did("invitation.withdrawn"),
        ),
        Task(
            "give",
            _("Give the new colleague one more role"),
            _("You cannot give a role to yourself: another administrator has to. So have two administrators, always."),
            at("official", "colleague", "person"),
            did("role.granted", "colleague"),
        ),
        Task(
            "take",
            _("Take the role away again"),
            _("What the person did with it stays in the records under their name."),
            at("official", "colleague", "person"),
            did("role.revoked", "colleague"),
        ),
        Task(
            "trail",
            _("Find your own acts in the audit trail"),
            _("Whatever an administrator does stands there too."),
            at("audit"),
            opened("audit"),
        ),
        Task(
            "settings",
            _("Look through what your country has chosen"),
            _(
                "Fees, ports, numbers, words and workflow are one dated release. A change is proposed by one person and put in force by another."
            ),
            at("settings"),
            opened("settings"),
            "Article IX",
        ),
    ),
)

days.register(DAY)
