"""Pages on which applicants apply and wait, and on which officials examine, decide and look back."""
