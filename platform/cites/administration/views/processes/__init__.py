"""The pages on which a workflow is shaped."""
