"""What a workflow may do to an application or to its permit, one verb a file."""
