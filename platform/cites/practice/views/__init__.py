"""Pages of practice: the door, the people, the day, the mailbox, and the Party's own page about its twin."""
