"""What people do with the product, each in a browser of their own; a package, so that its site ends with it."""
