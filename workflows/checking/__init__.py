"""The check of a workflow before it is put in force: every way that any case can take is walked."""
