"""Suspending, reopening and removing a Party: by operators, each by name, in the shared audit trail."""
