"""Importing species data that others publish: readers, staging, the difference, and putting it in force."""
