"""The shared front door: pages that the Secretariat writes, and the list of Parties served here."""
