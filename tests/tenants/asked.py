"""Run by tests in a process of its own: a web process that answers, by line, the status at a Party's address."""

import sys

import django

django.setup()

from django.test import Client  # noqa: E402

for line in sys.stdin:
    host, path = line.split()
    sys.stdout.write(f"{Client(headers={'host': host}).get(path).status_code}\n")
    sys.stdout.flush()
