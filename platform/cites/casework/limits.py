"""How often one address may try codes of requests to bodies outside."""

from tenants.brakes import Brake

ANSWERING = Brake("answer", most=60, most_wrong=10)
