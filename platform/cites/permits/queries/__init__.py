"""Reading applications and permits."""
