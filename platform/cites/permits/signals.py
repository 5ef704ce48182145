"""News of permits, sent once they are committed."""

from django.dispatch import Signal

# sender: Permit; argument: permit. Whoever listens does its work once.
permit_issued = Signal()
permit_published = Signal()
permit_cancelled = Signal()
permit_used = Signal()
# sender: Letter; argument: letter
letter_written = Signal()
