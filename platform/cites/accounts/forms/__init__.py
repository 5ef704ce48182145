"""What people and administrators fill in about people, absences and teams."""
