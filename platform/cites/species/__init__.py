"""What is the same for every Party: taxa, their dated listings, and the code lists of the Convention."""
