"""`make run`: bring the whole product up on one machine, keep it up, and take it down again."""
