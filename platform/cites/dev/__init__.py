"""What only development has: the page of demo people and kept mails. Production refuses it."""
