"""What an approval that books a quota costs, in a ledger of many entries, beside the bare lock, sum and row."""

from decimal import Decimal
from typing import Any

from _place import milliseconds, product, show

ENTRIES, RUNS = 20_000, 60


def main() -> None:
    with product(as_owner=False):
        from django.db import transaction

        from tenants.context import party_context
        from tenants.models import Party

        with party_context(Party.objects.get(iso2="BB", practice=False)), transaction.atomic():
            show(f"one line, {ENTRIES:,} entries this year", _measured())
            transaction.set_rollback(True)


def _measured() -> dict[str, list[float]]:
    from django.db import connection, transaction

    from cites.permits.models import PermitLine
    from cites.permits.queries.overrides import rules_to_override
    from cites.permits.queries.quotas import reasons_beyond_quotas
    from cites.permits.services.quotas import hold_quotas, reserve_quotas
    from tests.factories.permits import CONCH, an_application, cast, do, issued, to_decision
    from tests.factories.quotas import CONCH_MEAT, with_quotas

    who = cast()
    with_quotas(conch={**CONCH_MEAT, "quantity": "999999999"})
    issued(who, (CONCH,))
    _fill(PermitLine.objects.get())
    application = to_decision(an_application(who.trader, (CONCH,)), who)

    def undone(work: Any) -> Any:
        def run() -> None:
            with transaction.atomic():
                work()
                transaction.set_rollback(True)

        return run

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(1, 1)")
            cursor.execute(BARE_SUM)
            cursor.fetchall()
            cursor.execute(BARE_ROW, [application.pk])

    def booked() -> None:
        hold_quotas(application.document_type, application.lines.all())
        reasons_beyond_quotas(application)
        reserve_quotas(application)

    return {
        "bare SQL: a lock, the sum of the year, a row": milliseconds(undone(bare), RUNS),
        "ours: held, asked what is left, reserved": milliseconds(undone(booked), RUNS),
        "all rules that an official may decide against": milliseconds(lambda: rules_to_override(application), RUNS),
        "the whole step of the approval": milliseconds(undone(lambda: do(application, "approve", who.decider)), RUNS),
    }


def _fill(line: Any) -> None:
    from cites.permits.models import QuotaEntry
    from tenants.context import today

    facts = {
        "kind": "adjust", "year": today().year, "application": line.permit.application, "position": 1, "term": "MEA",
        "permit_line": line, "sources": "W", "unit": "KGM", "committed": Decimal(1), "release_number": 1,
    }  # fmt: skip
    taxa = ["ALI-GIG", "CHE-MYD", "AMA-GUI", "POR-SPP", "TRI-MAX"]
    QuotaEntry.objects.bulk_create(
        [QuotaEntry(taxon_code=taxa[number % len(taxa)], **facts) for number in range(ENTRIES)], batch_size=2000
    )


BARE_SUM = """
    SELECT taxon_code, term, sources, unit, SUM(committed) FROM permits_quotaentry
    WHERE year = extract(year FROM now()) AND permit_line_id IS NOT NULL GROUP BY 1, 2, 3, 4
"""
BARE_ROW = """
    INSERT INTO permits_quotaentry
        (kind, year, application_id, position, taxon_code, term, sources, unit, reserved, committed, release_number, at)
    VALUES ('reserve', 2026, %s, 1, 'ALI-GIG', 'MEA', 'W', 'KGM', 1250, 0, 1, now())
"""


if __name__ == "__main__":
    main()
