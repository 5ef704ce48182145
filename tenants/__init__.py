"""Parties: schema, database login, host names, onboarding, what each chose, and who did what."""
