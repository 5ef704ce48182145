"""A workflow as a draft holds it, plain and perhaps unfinished: its stages, steps and branches, and their changes."""
