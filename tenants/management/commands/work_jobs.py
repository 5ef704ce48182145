"""``manage.py work_jobs``: the operator worker, which does what the console asks for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.facts.gathering import gather_facts
from tenants.jobs.chores import chores_in_turn
from tenants.jobs.worker import Worker
from tenants.logins import owner_login


class Command(BaseCommand):
    """Needs the owner's login. Told to stop (SIGTERM) it finishes the step it is at and gives the rest back."""

    help = "Do the jobs that operators ask for in the console, one after the other."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="end when nothing is left to be done")

    def handle(self, *args: Any, **options: Any) -> None:
        if owner_login() is None:
            raise CommandError("DATABASE_URL names no user: the operator worker needs the owner's login")
        Worker(idle=chores_in_turn(), after=lambda job: gather_facts(job.party_codes)).run(
            until_idle=options["until_idle"]
        )
