"""News of proposals, for the apps above: sent within the transaction, with ``proposal`` and ``by``."""

from django.dispatch import Signal

proposal_made = Signal()
proposal_sent_back = Signal()
proposal_approved = Signal()
