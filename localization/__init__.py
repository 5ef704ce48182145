"""Languages and formats: how texts, dates, money and quantities are shown to a reader."""
