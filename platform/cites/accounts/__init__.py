"""People, their organisations and their roles: who may sign in, and what each may do."""
