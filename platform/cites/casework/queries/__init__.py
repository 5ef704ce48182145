"""What the pages read: nothing here writes, and each page costs a fixed number of queries."""
