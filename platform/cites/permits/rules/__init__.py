"""The Convention's rules and the report's row rules, as pure decisions: facts in, reasons out."""
