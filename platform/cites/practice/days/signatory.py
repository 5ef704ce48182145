"""The first day of a signatory of the Management Authority."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.MA_SIGNATORY,
    lead=_("You sign off permits in your name, and cancel those that may not be used any more."),
    needs={
        "paid": Need("signing", 0),
        "found": Need("decision", 1, importer=2),
        "issued": Need("issued", 3, importer=1),
    },
    tasks=(
        Task(
            "worklist",
            _("Open the list of cases that wait for you"),
            _("Only what is examined, found, decided and paid comes to be signed."),
            at("cases", query="?show=mine"),
            opened("cases"),
        ),
        Task(
            "read",
            _("Read the case of “%(goods)s” from its history to its finding"),
            _(
                "Who examined, who decided, and under which conditions the Scientific Authority found no harm. You answer for all of it with your name."
            ),
            at("case", "paid"),
            opened("case", "paid"),
            "Article IV.2",
            of="paid",
        ),
        Task(
            "sign",
            _("Sign and issue its permit"),
            _("It takes its number now. It can never be changed afterwards, only cancelled."),
            at("case-step", "paid", "case", "issue"),
            did("case.issue", "paid"),
            "Article VI.3",
            of="paid",
        ),
        Task(
            "print",
            _("Open the document of “%(goods)s” and compare it with the case"),
            _(
                "Numbers, quantities and the box of special conditions. The square code leads to what a border officer sees."
            ),
            at("permit-pdf", "issued", "permit"),
            opened("permit-pdf", "issued"),
            "Resolution Conf. 12.3",
            of="issued",
        ),
        Task(
            "cancel",
            _("Cancel this permit: the buyer has withdrawn the order"),
            _(
                "Whoever checks it reads at once that it may not be used. The paper has to come back to the authority that issued it."
            ),
            at("case-step", "issued", "case", "cancel"),
            did("case.cancel", "issued"),
            "Resolution Conf. 12.3",
            of="issued",
        ),
        Task(
            "check",
            _("See what a border officer is told of it now"),
            _("In earnest the page says “Cancelled”. Here it says “Specimen”, and for what it stands in the exercise."),
            at("verify-code", "issued", "code"),
            opened("verify-code", "issued"),
            of="issued",
        ),
    ),
)

days.register(DAY)
