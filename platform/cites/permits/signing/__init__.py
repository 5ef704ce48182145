"""A Party's signing keys: made, named, sealed, rotated, revoked and published."""
