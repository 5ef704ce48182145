"""What a Party chose, dated and immutable."""
