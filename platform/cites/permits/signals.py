"""News of permits: sent once they are committed, but that of their publication, which is told within it.

Of its expiry nothing is told, for it is no deed: whoever was told of the issue knows the last day.
"""

from django.dispatch import Signal

# sender: Permit; argument: permit. Whoever listens does its work once.
permit_issued = Signal()
permit_cancelled = Signal()
permit_used = Signal()
permit_crossed = Signal()  # also argument: crossing; the document stays good for the next one
permit_handed_back = Signal()
permit_lost = Signal()
permit_replaced = Signal()
copy_asked = Signal()
# Within the transaction: what a receiver writes is committed with the publication, and its error undoes both.
permit_published = Signal()
# sender: LineSheet; argument: sheet. It may be read.
line_sheet_kept = Signal()
# sender: Reissue; argument: reissue. Its permits are to be replaced.
reissue_asked = Signal()
# sender: PapersBatch; argument: batch. Two people agreed on it: its papers are to be removed.
papers_confirmed = Signal()
# sender: SigningKey; argument: key. Its certification request is to be made.
signing_request_asked = Signal()
# sender: SigningKey; arguments: change, kid, person (whose hand it was, None for an operator's) and a mark of its own.
signing_keys_changed = Signal()
# sender: Letter; argument: letter
letter_written = Signal()
