"""Pure Python for everyone: no Django, nothing of the other packages."""
