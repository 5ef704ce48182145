"""The console of the hosting operators at the shared host: Parties, from outside."""
