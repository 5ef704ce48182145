"""The first day of a trader, or of an agent who applies for others."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.TRADER,
    also=(Role.AGENT,),
    lead=_("You apply for an export permit, answer what you are asked, pay the fee and print the permit."),
    needs={
        "asked": Need("question", 4, own=True, importer=3),
        "returned": Need("returned", 1, own=True, importer=4),
        "owed": Need("payment", 2, own=True, importer=1),
        "issued": Need("issued", 0, own=True),
    },
    tasks=(
        Task(
            "open",
            _("Start an application for an export permit"),
            _("One application is for one consignment, from one exporter to one importer."),
            at("application-new"),
            did("application.opened"),
            "Article VI.5",
        ),
        Task(
            "line",
            _("Add a species to it"),
            _(
                "Search by any name. The Appendix comes by itself; you say what kind of specimen it is, how much, and its source: W for taken from the wild, F for born in captivity."
            ),
            at("applications"),
            did("application.line_added"),
            "Resolution Conf. 12.3",
        ),
        Task(
            "send",
            _("Fill in the rest, and send it"),
            _(
                "The page before sending shows all answers and what the rules say of them. With the declaration you answer for it."
            ),
            at("applications"),
            lambda deeds: any(
                verb == "application.submitted" and number not in deeds.names_of("returned")
                for verb, number, _data in deeds.entries
            ),
        ),
        Task(
            "answer",
            _("Answer the question about “%(goods)s”"),
            _(
                "The authority has to be satisfied that the specimens were lawfully obtained. Until you answer, the case waits for you and no time runs for the office."
            ),
            at("application-step", "asked", "case", "answer"),
            did("case.answer", "asked"),
            "Article IV.2(b)",
            of="asked",
        ),
        Task(
            "correct",
            _("Correct the application for “%(goods)s” that came back, and send it again"),
            _("At the top stands what the officer wants corrected. Change it, check all answers and send."),
            at("application", "returned"),
            did("case.submit", "returned"),
            of="returned",
        ),
        Task(
            "pay",
            _("Pay the fee for “%(goods)s” by the card that the bank approves"),
            _("No money moves here. On the real site the same page leads to the bank, or you pay the cashier."),
            at("pay", "owed", "invoice"),
            lambda deeds: deeds.did("payment.settled", "owed"),
            of="owed",
        ),
        Task(
            "print",
            _("Open the permit for “%(goods)s” and look at each box"),
            _(
                "This one says SPECIMEN. A real one goes with the consignment, is valid for six months at most, and is shown to Customs on leaving."
            ),
            at("permit-pdf", "issued", "permit"),
            opened("permit-pdf", "issued"),
            "Article VI.2",
            of="issued",
        ),
    ),
)

days.register(DAY)
