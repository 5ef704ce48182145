"""One kind of page a module."""
