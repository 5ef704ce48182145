"""Imports that operators ask for in the console, done by the operator worker."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cites.species.imports import ndjson
from cites.species.imports.running import Progress
from cites.species.imports.starting import abandon_unfinished, apply_ready, import_api, import_file
from cites.species.models import ImportRun
from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.jobs.kinds import JobKind, JobParameters, Say
from tenants.names import PUBLIC

_MEGABYTE: Final = 1_000_000
READ = gettext_noop("Read and compared, nothing is in force yet. Taxa: added %(added)s, changed %(changed)s, "
                    "no longer listed %(removed)s.")  # fmt: skip
APPLIED = gettext_noop("In force. Taxa: added %(added)s, changed %(changed)s, no longer listed %(removed)s.")
GIVEN_UP = gettext_noop("Abandoned. Nothing of it is in force.")


class FromApi(JobParameters):
    """Whether all taxa are asked for, or what has changed since the last import; or else the weekly file is fetched."""

    everything: bool = False
    weekly: bool = False


class OneImport(JobParameters):
    """One import, and whether it may end the listings of many taxa."""

    run: int
    removals: bool = False


def read_api(asked: FromApi, say: Say) -> None:
    """Read and compare; a job that is taken up again goes on at the page where the one before it ended."""
    from cites.species.imports.api import SpeciesPlus  # which the worker alone needs, and not every web process
    from cites.species.imports.fetching import WEEKLY_FILES, day_fetched, weekly_file

    service = SpeciesPlus(settings.SPECIES_PLUS_URL, settings.SPECIES_PLUS_TOKEN)
    if asked.weekly:
        path = weekly_file(service, settings.VAR_DIR / WEEKLY_FILES, _arriving(say))
        run = import_file(ndjson.READER, path, _telling(say), as_of=day_fetched(path), dry=True)
    else:
        run = import_api(service, settings.SPECIES_PLUS_URL, _telling(say), everything=asked.everything, dry=True)
    say(APPLIED if run.state == ImportRun.State.APPLIED else READ, **_counts(run))


def put_in_force(asked: OneImport, say: Say) -> None:
    """Put an import in force whose differences somebody has seen; one that is in force already stays so."""
    with as_owner(PUBLIC):
        run = ImportRun.objects.get(pk=asked.run)
    if run.state != ImportRun.State.APPLIED:
        apply_ready(run, lambda run: None, removals=asked.removals, by=say.by)
    say(APPLIED, **_counts(run))


def abandon(asked: OneImport, say: Say) -> None:
    """Give an unfinished import up."""
    with as_owner(PUBLIC):
        run = ImportRun.objects.get(pk=asked.run)
    if not run.is_finished:
        abandon_unfinished(run.reader, by=say.by)
    say(GIVEN_UP)


def _telling(say: Say) -> Progress:
    def progress(run: ImportRun) -> None:
        if run.state == ImportRun.State.READING and run.total:
            say.progress(run.checkpoint, run.total)

    return progress


def _arriving(say: Say) -> Callable[[int, int], None]:
    """Tell each megabyte that has arrived, where it is known how many there are."""
    told = -1

    def arrived(here: int, of: int) -> None:
        nonlocal told
        if of and here // _MEGABYTE != told:
            told = here // _MEGABYTE
            say.progress(told, -(-of // _MEGABYTE))

    return arrived


def _counts(run: ImportRun) -> dict[str, Any]:
    return {"added": run.added, "changed": run.changed, "removed": run.removed}


KINDS = (
    JobKind("import_species", _("Read species data from Species+"), read_api, FromApi),
    JobKind("put_import_in_force", _("Put an import of species data in force"), put_in_force, OneImport),
    JobKind("abandon_import", _("Abandon an import of species data"), abandon, OneImport),
)
