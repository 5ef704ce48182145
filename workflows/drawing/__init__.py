"""Draws a workflow, and says in a table what the drawing shows: geometry and words, no mark-up."""
