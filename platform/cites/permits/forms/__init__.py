"""What an official fills in before an action; the pages are casework's."""
