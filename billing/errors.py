"""What can go wrong with money."""

from kernel.errors import DomainError
from kernel.money import Money
from kernel.text import gettext_noop


class BillingError(DomainError):
    """Something is wrong with a fee, an invoice or a payment."""

    code = "billing_error"


class UnknownInvoice(BillingError):
    """There is no invoice with that number."""

    code = "unknown_invoice"

    def __init__(self, number: str) -> None:
        super().__init__(message=gettext_noop("There is no invoice %(number)s"), data={"number": number})


class UnknownAttempt(BillingError):
    """The payment is not known, or the link to it belongs elsewhere or is too old."""

    code = "unknown_attempt"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("This payment link does not work: start from the invoice"))


class NothingToPay(BillingError):
    """The invoice is paid, refunded or void already."""

    code = "nothing_to_pay"

    def __init__(self, number: str) -> None:
        super().__init__(
            message=gettext_noop("Nothing is left to pay on invoice %(number)s, and nothing was charged now"),
            data={"number": number},
        )


class OwnPayment(BillingError):
    """A cashier would take a payment that is theirs, or their organisation's, to make."""

    code = "own_payment"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("It is your own invoice, so another cashier has to take this payment"))


class WrongAmount(BillingError):
    """The amount is not what is due."""

    code = "wrong_amount"

    def __init__(self, *, paid: Money, due: Money) -> None:
        message = (
            gettext_noop("%(paid)s is less than the %(due)s due: the fee is paid in one amount")
            if paid < due
            else gettext_noop("%(paid)s is more than the %(due)s due: give change before you record it")
        )
        super().__init__(message=message, data={"paid": str(paid), "due": str(due)})


class ReceiptUsed(BillingError):
    """The receipt number stands on another payment."""

    code = "receipt_used"

    def __init__(self, receipt: str) -> None:
        super().__init__(
            message=gettext_noop("Receipt number %(receipt)s is recorded for another payment already"),
            data={"receipt": receipt},
        )


class NotRefundable(BillingError):
    """The invoice has no payment that could be given back."""

    code = "not_refundable"

    def __init__(self, number: str) -> None:
        super().__init__(message=gettext_noop("Invoice %(number)s has no payment to refund"), data={"number": number})


class UnverifiedEvent(BillingError):
    """A message says that it comes from a provider, and does not."""

    code = "unverified_event"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("This message does not come from the payment provider"))


class ProviderUnavailable(BillingError):
    """This way to pay is not offered here."""

    code = "provider_unavailable"

    def __init__(self, provider: str) -> None:
        super().__init__(message=gettext_noop("This way to pay is not offered here"), data={"provider": provider})


class BadFees(BillingError):
    """A schedule of fees cannot be used in this currency."""

    code = "bad_fees"
