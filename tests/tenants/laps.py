"""A kind of job that only tests know; run as a program it is an operator worker that knows it too."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tenants.jobs.kinds import JobKind, JobParameters, Say


class Laps(JobParameters):
    """How many laps, and the file in which each runner notes theirs."""

    laps: int
    file: str
    pause: float = 0


def run(asked: Laps, say: Say) -> None:
    """Run the laps that nobody has run yet; die in the lap that the environment names."""
    path = Path(asked.file)
    for lap in range(len(path.read_text().splitlines()) if path.exists() else 0, asked.laps):
        if os.environ.get("DIE_IN_LAP") == str(lap):
            os.kill(os.getpid(), signal.SIGKILL)
        with path.open("a") as file:
            file.write(f"{os.getpid()}\n")
        say.progress(lap + 1, asked.laps)
        say("lap %(lap)s", lap=lap)
        time.sleep(asked.pause)


LAPS = JobKind("laps", "Laps", run, Laps)


def die_at_step(name: str) -> None:
    """Make onboarding kill its process in the midst of that step."""
    from dataclasses import replace

    from tenants.onboarding import onboarding_steps

    step = onboarding_steps.get(name)

    def work(party: Any) -> None:
        step.run(party)
        os.kill(os.getpid(), signal.SIGKILL)

    onboarding_steps._entries[name] = replace(step, run=work)


if __name__ == "__main__":
    import django

    django.setup()

    from tenants.jobs.kinds import job_kinds
    from tenants.jobs.worker import Worker

    job_kinds.register(LAPS)
    if step := os.environ.get("DIE_AT_STEP"):
        die_at_step(step)
    Worker().run(until_idle="--stay" not in sys.argv)
