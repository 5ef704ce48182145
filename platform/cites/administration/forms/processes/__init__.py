"""The forms of a workflow: of a stage, a step, a branch, and of beginning anew."""
