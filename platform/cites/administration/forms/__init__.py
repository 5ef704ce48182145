"""The forms with which a Party's administrator changes a draft of what the Party chose, one section a page."""
