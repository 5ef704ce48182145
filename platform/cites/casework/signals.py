"""News of these pages: sent once they are committed."""

from django.dispatch import Signal

# sender: RegisterFile; argument: file. It may be made.
register_file_asked = Signal()
