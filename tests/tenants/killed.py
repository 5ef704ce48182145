"""Run by tests in a process of its own: onboards a Party and dies where it is told to."""

import os
import signal
import sys
from dataclasses import replace
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from tenants.onboarding import onboarding_steps  # noqa: E402
from tenants.services import onboard_party  # noqa: E402


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_step(name: str, moment: str) -> None:
    """Die just before, or just after, the work of that step."""
    step = onboarding_steps.get(name)

    def work(party: Any) -> None:
        if moment == "after":
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


def sweep(iso2: str) -> None:
    """Kill a child at its first statement, the next at its second, … until one comes through; print how many died."""
    died = 0
    while True:
        child = os.fork()
        if not child:
            with connection.execute_wrapper(at_statement(died + 1)):
                list(onboard_party(iso2))
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            sys.stdout.write(str(died))
            return
        died += 1


if __name__ == "__main__":
    what, iso2, *rest = sys.argv[1:]
    if what == "sweep":
        sweep(iso2)
    else:
        at_step(*rest)
        list(onboard_party(iso2))
