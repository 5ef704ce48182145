"""All that each Party chooses, as data: base, then region, then country, each stating only what differs."""
