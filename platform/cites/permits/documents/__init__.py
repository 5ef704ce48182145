"""The printed permit: the standard form of the Convention, typeset from plain facts."""
