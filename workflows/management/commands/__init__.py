"""Commands about cases, one a file."""
