"""The console's pages; each is for hosting operators only."""
