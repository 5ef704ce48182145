"""The first day of a cashier."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.CASHIER,
    lead=_("You take fees at the counter and hand out receipts. Here the money is paper: nothing is charged."),
    needs={
        "first": Need("payment", 2),
        "second": Need("payment", 0, importer=1),
        "paid": Need("signing", 1, importer=2),
    },
    tasks=(
        Task(
            "desk",
            _("Open the desk"),
            _("Invoices that are still owed stand first."),
            at("cashier"),
            opened("cashier"),
        ),
        Task(
            "find",
            _("Find an invoice by the name of its payer"),
            _("A part of a name is enough. So is the number of the case, or of a receipt."),
            at("cashier"),
            opened("cashier?"),
        ),
        Task(
            "take",
            _("Take the payment for “%(goods)s”"),
            _(
                "The fee is paid whole and once. A receipt number can stand on one payment only, so take the next of your book."
            ),
            at("record_payment", "first", "invoice"),
            did("invoice.paid", "first"),
            of="first",
        ),
        Task(
            "receipt",
            _("Open its receipt, as you would print it"),
            _("It names what was paid, when, how, and who recorded it."),
            at("receipt", "first", "invoice"),
            opened("receipt", "first"),
            of="first",
        ),
        Task(
            "again",
            _("Take the payment for “%(goods)s” too"),
            _("Try another amount than what is due, and read why it is refused. Then take the right one."),
            at("record_payment", "second", "invoice"),
            did("invoice.paid", "second"),
            of="second",
        ),
        Task(
            "settled",
            _("Look at an invoice that is paid"),
            _("Nobody can take it a second time, neither you nor the bank."),
            at("invoice", "paid", "invoice"),
            opened("invoice", "paid"),
            of="paid",
        ),
    ),
)

days.register(DAY)
