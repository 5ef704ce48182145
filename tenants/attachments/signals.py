"""News of files that people attach."""

from django.dispatch import Signal

# sender: the model; argument: attachment (StoredAttachment), which waits for its scan. It may be lost.
attachment_kept = Signal()
