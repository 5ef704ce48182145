"""What an officer waits for with 20,000 open and 200,000 closed cases: worklist, search, case page and indicators.

Each page is measured through the middleware and the views beside the bare queries that fetch the rows it shows, in
turns, so that a busy machine slows both.
"""

import sys
from collections.abc import Callable
from typing import Any

from _many import GENERA, NAMES, analyse, client_of, copy
from _place import milliseconds, product, show

OPEN, CLOSED = 20_000, 200_000
ROUNDS, EACH = 4, 5


def main() -> None:
    with product(as_owner=False) as owner_url:
        from tenants.context import party_context
        from tenants.models import Party

        party = Party.objects.get(iso2="BB", practice=False)
        with party_context(party):
            people = fill()
            analyse(owner_url, party.schema_name)
            measure(people)


def fill() -> Any:
    """Bring one case to each stage by the actions, and multiply them; return the people."""
    from tests.factories.permits import FINDING, an_application, cast, do, issued, to_finding, to_payment

    who = cast()

    def sent() -> Any:
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        return application

    def examined() -> Any:
        application = sent()
        do(application, "start_examination", who.officer)
        return application

    def found() -> Any:
        application = to_finding(an_application(who.trader), who)
        do(application, "record_finding", who.science, FINDING)
        return application

    def withdrawn() -> Any:
        application = sent()
        do(application, "withdraw", who.trader, {"reason": "Sold at home"})
        return application

    def refused() -> Any:
        application = found()
        told = {"ground": "incomplete", "reason": "No proof of legal acquisition"}
        do(application, "refuse", who.signatory, told)
        return application

    finding = to_finding(an_application(who.trader), who)
    open_ones = [sent(), examined(), finding, found(), to_payment(an_application(who.trader), who)]
    closed_ones = [withdrawn(), refused()]
    issued(who)
    for number, application in enumerate(open_ones):
        multiply(application, number, OPEN // len(open_ones))
    for number, application in enumerate(closed_ones, len(open_ones)):
        multiply(application, number, CLOSED // len(closed_ones))
    return who


def multiply(application: Any, number: int, copies: int) -> None:
    """Copy a case so many times by SQL, with its steps, its application and its lines."""
    from cites.permits.models import Application, ApplicationLine
    from workflows.models import Case, CaseStep, Duty

    first, key = (number + 1) * 1_000_000, f"{(number + 1) * 1_000_000} + n"
    name = f"(ARRAY{list(NAMES)!r})[1 + n % {len(NAMES)}] || ' Exports ' || n % 700"
    genus = f"(ARRAY{list(GENERA)!r})[1 + n % {len(GENERA)}]"
    reference = f"'BB-25-' || ({key})"
    words = (
        f"array_to_tsvector(string_to_array(lower('bb 25 ' || ({key}) || ' ' || {name} || ' ' || {genus}), ' ') "
        f"|| ARRAY['trader:' || lower(split_part({name}, ' ', 1)), 'species:' || lower({genus})])"
    )
    ago = "make_interval(mins => n)"
    copy(Case, application.case_id, copies, id=key, reference=reference, stage_since=f"stage_since - {ago}")
    told = {"exporter_name": name, "words": words, "submitted_at": f"submitted_at - {ago}"}
    copy(Application, application.pk, copies, id=key, case_id=key, **told)
    lines = ApplicationLine.objects.filter(application=application).values_list("pk", "position")
    for line, position in lines:
        copy(ApplicationLine, line, copies, id=f"({key}) * 10 + {position}", application_id=key, scientific_name=genus)
    for step, version in CaseStep.objects.filter(case=application.case_id).values_list("pk", "version"):
        copy(CaseStep, step, copies, id=f"({key}) * 100 + {version}", case_id=key)
    for place, duty in enumerate(Duty.objects.filter(case=application.case_id).values_list("pk", flat=True)):
        copy(Duty, duty, copies, id=f"({key}) * 10 + {place}", case_id=key)
    assert Case.objects.filter(pk__gt=first, pk__lte=first + copies).count() == copies


def measure(who: Any) -> None:
    client = client_of(who.officer)
    reference = "BB-25-1000100"
    pages: dict[str, tuple[str, Callable[[], object]]] = {
        "the worklist: all open": ("/cases/", open_rows),
        "the worklist: waiting for me": ("/cases/?show=mine", open_rows),
        "the worklist: closed": ("/cases/?show=closed", closed_rows),
        "searched by a name": ("/cases/?q=pelican+exports", lambda: searched_rows("'pelican':* & 'exports':*")),
        "searched by a number": (f"/cases/?q={reference}", lambda: searched_rows("'1000100':*")),
        "one case": (f"/cases/{reference}/", lambda: case_rows(reference)),
        "the indicators of twelve months": ("/cases/indicators/", months_rows),
    }
    for name, (address, bare) in pages.items():
        measured: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for way, run in {"bare: the rows that it shows": bare, name: lambda at=address: ask(client, at)}.items():
                milliseconds(run, 1)
                measured.setdefault(way, []).extend(milliseconds(run, EACH))
        show(f"{OPEN:,} open, {CLOSED:,} closed", measured)
        sys.stdout.write("\n")


def ask(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def open_rows() -> object:
    from django.db.models import F

    from cites.permits.models import Application

    found = Application.objects.filter(case__closed_at=None, case__lodged_at__isnull=False)
    return found.count(), _rows(found.order_by(F("case__due_on").asc(nulls_last=True), "case__stage_since", "pk"))


def closed_rows() -> object:
    from cites.permits.models import Application

    found = Application.objects.filter(case__closed_at__isnull=False, case__lodged_at__isnull=False)
    return found.count(), _rows(found.order_by("-case__stage_since", "-pk"))


def searched_rows(query: str) -> object:
    from django.contrib.postgres.search import SearchQuery

    from cites.permits.models import Application

    found = Application.objects.filter(words=SearchQuery(query, search_type="raw", config="simple"))
    return found.count(), _rows(found.order_by("-case__stage_since", "-pk"))


def _rows(found: Any) -> list[Any]:
    return list(found.select_related("case", "applicant").prefetch_related("lines", "permits")[:25])


def case_rows(reference: str) -> object:
    from cites.permits.models import Application

    found = Application.objects.select_related("case", "applicant", "organisation")
    application = found.prefetch_related("lines", "findings", "attachments", "permits").get(case__reference=reference)
    return application, list(application.case.steps.select_related("actor"))


def months_rows() -> object:
    """How many were lodged and how many answered, by month: the least that any indicator counts."""
    from django.db.models import Count
    from django.db.models.functions import TruncMonth

    from workflows.durations import answering_verbs
    from workflows.models import Case, CaseStep

    lodged = Case.objects.filter(lodged_at__isnull=False).annotate(month=TruncMonth("lodged_at")).order_by()
    answers = CaseStep.objects.filter(verb__in=answering_verbs()).annotate(month=TruncMonth("at")).order_by()
    return [list(found.values_list("month").annotate(Count("pk"))) for found in (lodged, answers)]


if __name__ == "__main__":
    main()
