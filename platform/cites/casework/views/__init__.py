"""The pages; each asks a query or a service and shows the answer."""
