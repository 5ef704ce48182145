"""News of money, sent once it is committed."""

from django.dispatch import Signal

# sender: Invoice; argument: invoice. May come more than once for one invoice: receivers do their work once.
invoice_settled = Signal()
