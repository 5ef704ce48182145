"""Invented cases: believable, in every stage, made by the same actions that people use; for demo and practice."""
