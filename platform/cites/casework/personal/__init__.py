"""What the service holds about one person, gathered for that person."""
