"""Who did what, when, from where; chained and sealed so that the past cannot be rewritten unseen."""
