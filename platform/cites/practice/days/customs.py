"""The first day of a Customs officer."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.CUSTOMS,
    lead=_("You check papers against consignments as they leave, and enter what really left."),
    needs={
        "good": Need("issued", 0),
        "cancelled": Need("cancelled", 3, importer=1),
        "used": Need("used", 1, importer=2),
    },
    tasks=(
        Task(
            "check",
            _("Check the permit for “%(goods)s” as if you had scanned its code"),
            _(
                "In earnest the page says “Valid”. Compare the number, the species and the quantities with the paper: a forger copies codes."
            ),
            at("verify-code", "good", "code"),
            opened("verify-code", "good"),
            "Article VIII.3",
            of="good",
        ),
        Task(
            "cancelled",
            _("Check a permit that was cancelled"),
            _("Keep the consignment and the paper, and ask the Management Authority."),
            at("verify-code", "cancelled", "code"),
            opened("verify-code", "cancelled"),
            "Article VIII.1",
            of="cancelled",
        ),
        Task(
            "used",
            _("Check a permit under which goods have left already"),
            _("A permit is for one consignment. A second one under the same paper has none."),
            at("verify-code", "used", "code"),
            opened("verify-code", "used"),
            "Article VI.5",
            of="used",
        ),
        Task(
            "case",
            _("Open the case of “%(goods)s” and read what was permitted"),
            _("You see cases that have a permit: what was asked for, the lines, the document."),
            at("case", "good"),
            opened("case", "good"),
            of="good",
        ),
        Task(
            "paper",
            _("Open its document and find box 14"),
            _(
                "There you write at the border how much of each line really leaves, with the port, the date, your name and your stamp."
            ),
            at("permit-pdf", "good", "permit"),
            opened("permit-pdf", "good"),
            "Resolution Conf. 12.3",
            of="good",
        ),
        Task(
            "endorse",
            _("Enter the export of “%(goods)s”, with less than was permitted"),
            _(
                "What really left counts for quotas and the annual report, not what was permitted. The permit is used then."
            ),
            at("case-step", "good", "case", "endorse"),
            did("case.endorse", "good"),
            "Article VIII.6",
            of="good",
        ),
    ),
)

days.register(DAY)
