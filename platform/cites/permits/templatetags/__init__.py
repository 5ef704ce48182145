"""Filters for pages about applications and permits."""
