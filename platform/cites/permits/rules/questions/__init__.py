"""What each document asks its applicant, as data: one table for the application, one for its lines."""
