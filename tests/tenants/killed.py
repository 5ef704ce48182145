"""Run by tests in a process of its own: onboards a Party and dies where it is told to."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from cites.permits.invented import cases  # noqa: E402
from tenants.models import Party  # noqa: E402
from tenants.onboarding import onboarding_steps  # noqa: E402
from tenants.services import onboard_party, refresh_practice  # noqa: E402


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_step(name: str, moment: str) -> None:
    """Die just before, just after, or in the midst of the work of that step."""
    step = onboarding_steps.get(name)

    def work(party: Any) -> None:
        with connection.execute_wrapper(at_statement(100)) if moment == "during" else nullcontext():
            if moment != "before":
                step.run(party)
        die()

    onboarding_steps._entries[name] = replace(step, run=work)


def at_statement(number: int) -> Any:
    """Die at the given statement that changes something, wherever that is."""
    left = [number]

    def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not str(sql).lstrip().upper().startswith("SELECT"):
            left[0] -= 1
            if not left[0]:
                die()
        return execute(sql, params, many, context)

    return count


def sweep(work: Any, stride: int) -> None:
    """Kill a child at its first statement, the next ``stride`` later, … until one comes through; print how many died."""
    died, at = 0, 1
    while True:
        child = os.fork()
        if not child:
            with connection.execute_wrapper(at_statement(at)):
                list(work())
            os._exit(0)
        ended = os.waitpid(child, 0)[1]
        if ended == 0:
            sys.stdout.write(str(died))
            return
        if ended != signal.SIGKILL:
            sys.exit(f"it failed after {died} were killed")
        died, at = died + 1, at + stride


def going_on(iso2: str) -> Iterator[object]:
    """Refresh until its data are thrown away and a release stands; from then on only finish what was begun."""
    found = Party.objects.get(iso2=iso2, practice=True)
    begun = found.status == Party.Status.ONBOARDING and not found.outdated
    return onboard_party(iso2, practice=True) if begun else refresh_practice(iso2)


if __name__ == "__main__":
    what, iso2, *rest = sys.argv[1:]
    refreshed = what.endswith("-refresh")
    work = partial(refresh_practice if refreshed else onboard_party, iso2)
    if what.startswith("sweep"):
        # Playing the cases is one transaction of a thousand statements: killed once in its midst, elsewhere.
        cases.invented_cases = lambda: iter(())
        sweep(partial(going_on, iso2) if refreshed else work, stride=int(*rest))
    else:
        at_step(*rest)
        list(work())
