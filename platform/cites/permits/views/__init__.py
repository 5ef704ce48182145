"""Pages of permits: the public verification, and a permit for those who may see it."""
