"""Writing applications and permits."""
