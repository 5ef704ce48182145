"""What a Party's administrator does: change what the Party chose."""
