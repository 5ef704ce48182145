"""Bringing every schema to the newest migrations: planned once for each history, applied to many."""
