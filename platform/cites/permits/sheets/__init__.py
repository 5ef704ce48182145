"""Lines of an application as rows of a CSV or XLSX: read cell by cell without a database, and written again."""
