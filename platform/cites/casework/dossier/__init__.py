"""The dossier: everything of a case that its reader may read, on paper."""
