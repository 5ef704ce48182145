"""Structure: migrating a schema, the template of an empty Party, rights."""
