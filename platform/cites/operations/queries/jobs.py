"""Jobs as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404
from django.utils.safestring import SafeString

from cites.operations.queries.words import ONE_MOMENT, kind_words, said
from kernel import clock
from localization.languages import page_language
from localization.territories import country_name
from tenants.models import Job, JobLine, Party

_SOON = timedelta(minutes=1)
_REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a report."""

    pk: int
    level: str
    text: SafeString
    party: str


@dataclass(frozen=True)
class JobPage:
    """A job with all that is said of it; ``lines`` are those after the one that the page has already."""

    job: Job
    names: dict[str, str]
    after: int = 0

    @property
    def title(self) -> str:
        """What is done, and for whom."""
        about = ", ".join(self.names.get(slug) or _country(slug) for slug in self.job.party_codes)
        return f"{kind_words(self.job.kind)}: {about}" if about else kind_words(self.job.kind)

    @cached_property
    def lines(self) -> list[Line]:
        """Its report, as far as it goes."""
        return [_line(each) for each in self.job.lines.filter(pk__gt=self.after)]

    @property
    def last(self) -> int:
        """The last line that the page has now."""
        return self.lines[-1].pk if self.lines else self.after

    @property
    def latest(self) -> SafeString:
        """What was said last, for whoever listens."""
        newest = self.job.lines.last()
        return _line(newest).text if newest else SafeString(ONE_MOMENT)

    @property
    def error(self) -> SafeString:
        """Why it failed."""
        return said(self.job.error, self.job.error_facts)

    @property
    def filled(self) -> int:
        """How much of the bar is filled, in hundredths."""
        if self.job.state == Job.State.DONE:
            return 100
        return round(100 * self.job.step / self.job.steps) if self.job.steps else 0

    @property
    def nobody_came(self) -> bool:
        """Tell whether it has waited so long that the operator worker may not be running."""
        return self.job.state == Job.State.WAITING and clock.now() - self.job.asked_at > _SOON

    @property
    def can_mend(self) -> bool:
        """Tell whether the doctor found something that is safe to mend."""
        return self.job.kind == "doctor" and self.job.lines.filter(facts__mendable=True).exists()


def job_page(pk: int, *, after: int = 0) -> JobPage:
    """The job of that number; raises Http404."""
    found = Job.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return JobPage(found, _names([found]), after)


def job_pages(jobs: Iterable[Job]) -> list[JobPage]:
    """These jobs as pages show them, the names of their Parties read once."""
    found = list(jobs)
    names = _names(found)
    return [JobPage(job, names) for job in found]


def jobs_about(slug: str) -> QuerySet[Job]:
    """The jobs about one Party, the newest first."""
    return Job.objects.filter(parameters__parties__contains=[slug])


def running_jobs() -> dict[str, Job]:
    """The unfinished job of each Party that has one, by its code; of several the oldest."""
    unfinished = Job.objects.filter(state__in=Job.UNFINISHED)
    return {slug: job for job in unfinished for slug in job.party_codes}


def failures_left() -> Iterator[Job]:
    """Jobs of the last month that failed and were not followed by one of their kind about the same Parties."""
    newest: dict[tuple[str, tuple[str, ...]], Job] = {}
    for job in Job.objects.filter(asked_at__gt=clock.now() - _REMEMBERED):
        newest.setdefault((job.kind, tuple(job.party_codes)), job)
    return (job for job in newest.values() if job.state == Job.State.FAILED)


def unfinished_job(kind: str, parties: list[str]) -> Job | None:
    """The job of that kind about exactly these Parties that nobody has finished."""
    found = Job.objects.filter(kind=kind, state__in=Job.UNFINISHED, parameters__parties=parties)
    return found.first()


def latest_job(kind: str) -> Job | None:
    """The newest job of that kind about all Parties."""
    return Job.objects.filter(kind=kind, parameters__parties=[]).first()


def _country(slug: str) -> str:
    """The name of a Party that is not in the register: not yet, or no longer."""
    return country_name(slug.partition("-")[0].upper(), page_language())


def _line(line: JobLine) -> Line:
    return Line(line.pk, line.level, said(line.text, line.facts), line.party)


def _names(jobs: list[Job]) -> dict[str, str]:
    if not any(job.party_codes for job in jobs):
        return {}
    from cites.operations.queries.parties import name_of

    return {party.slug: name_of(party) for party in Party.objects.all()}
