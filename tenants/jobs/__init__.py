"""Long work of the hosting operators: asked for by a page, done by the one process that holds the owner's login."""
