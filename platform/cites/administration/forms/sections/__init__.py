"""One section a file; each registers itself."""
