"""Applications, findings, permits and what becomes of them: the heart of the house."""
