"""The forms of the application pages and of the audit page."""
