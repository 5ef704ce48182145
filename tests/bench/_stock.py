"""Run in a process of its own: makes Parties as django-tenants makes its tenants, and prints the milliseconds of each."""

import sys

import django

django.setup()

from _place import milliseconds  # noqa: E402

from tenants.models import Party  # noqa: E402


def make(number: int) -> None:
    party = Party(schema_name=f"stock_{number}", iso2=f"{number:02}")
    party.auto_create_schema = True
    party.save(verbosity=0)


if __name__ == "__main__":
    for one in range(int(sys.argv[1])):
        sys.stdout.write(f"{milliseconds(lambda one=one: make(one), 1)[0]}\n")  # type: ignore[misc]
