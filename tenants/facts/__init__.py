"""What operators see of Parties without looking into them."""
