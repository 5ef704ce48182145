"""What an officer waits for in a register of 100,000 permits with 150,000 lines: every filter, and those one would combine.

Each address is asked through the middleware and the views beside the bare query of the rows that it shows, in turns, so
that a busy machine slows both. The worst of all is said at the end. `repository.py 5000` takes fewer permits.
"""

import statistics
import sys
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from _many import GENERA, NAMES, analyse, client_of, copy
from _place import milliseconds, product

PERMITS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
ROUNDS = 3
MOST = 200  # milliseconds
DAYS = 3_650
COUNTRIES = ("US", "GB", "FR", "CA", "JM", "JP", "HK", "DE", "AG", "SX")
TERMS = ("MEA", "SHE", "LIV", "COR", "CAR", "JWL", "SKI", "PLA", "TIM", "SPE")
PURPOSES = ("T", "T", "T", "P", "P", "S", "Z", "E", "H", "M")
SOURCES = ("W", "W", "W", "W", "C", "A", "F", "D", "R", "O")
APPENDICES = ("II", "II", "II", "II", "II", "II", "II", "I", "III", "II")
ENDED = ("used", "used", "used", "used", "used", "", "", "cancelled", "replaced", "used")


def main() -> None:
    with product(as_owner=False) as owner_url:
        from tenants.context import party_context
        from tenants.models import Party

        party = Party.objects.get(iso2="BB", practice=False)
        with party_context(party):
            who = fill()
            analyse(owner_url, party.schema_name)
            say_what_is_there(who)
            measure(who)


def fill() -> Any:
    """Issue one permit by the actions, and multiply it with its application, its lines and its place in the register."""
    from cites.permits.models import Application, Permit, PermitLine, RegisterEntry
    from tests.factories.permits import cast, issued
    from workflows.models import Case

    who = cast()
    permit = issued(who)
    first = PermitLine.objects.filter(permit=permit).order_by("position")
    key, reference = "1000000 + n", "'BB-25-' || (1000000 + n)"
    number = "'25BB' || (1000000 + n)"
    day = f"issued_on - (n * 7919) % {DAYS}"
    copy(Case, permit.application.case_id, PERMITS, id=key, reference=reference)
    copy(Application, permit.application_id, PERMITS, id=key, case_id=key, words="NULL")
    told = {"number": number, "code": "lpad(n::text, 26, '0')", "application_id": key, "issued_on": day}
    until = "valid_until - (n * 7919) % " + str(DAYS)
    copy(Permit, permit.pk, PERMITS, id=key, **told, valid_until=until, exporter_name=name_of("n"))
    for line, copies, one in ((first[0], PERMITS, key), (first[1], PERMITS // 2, "1000000 + n * 2")):
        copy(PermitLine, line.pk, copies, id=f"({one}) * 10 + {line.position}", permit_id=one)
    entered = {
        "number": number,
        "issued_on": day,
        "valid_until": until,
        "exporter": name_of("n"),
        "country": of(COUNTRIES),
    }
    ended = of(ENDED)
    copy(
        RegisterEntry, permit.register_entry.pk, PERMITS, id=key, permit_id=key, **entered, ended=ended, words=words(),
        ended_on=f"CASE WHEN {ended} = '' THEN NULL ELSE issued_on - (n * 7919) % {DAYS} + 30 END",
    )  # fmt: skip
    return who


def of(values: tuple[str, ...], step: int = 1) -> str:
    """SQL of one of these, by the number of the row."""
    return f"(ARRAY{list(values)!r})[1 + (n / {step}) % {len(values)}]"


def name_of(row: str) -> str:
    return f"(ARRAY{list(NAMES)!r})[1 + {row} % {len(NAMES)}] || ' Exports ' || {row} % 700"


def words() -> str:
    """The words of an entry as the product keeps them, of facts that are spread as those of permits are."""
    name, genus = name_of("n"), of(GENERA, 3)
    plain = (
        f"lower('25bb' || (1000000 + n) || ' 25 bb ' || (1000000 + n) || ' ' || {name} || ' ' || {genus} || ' Pelagic')"
    )
    chosen = {
        "document": "'exp'", "ended": f"coalesce(nullif({of(ENDED)}, ''), 'no')", "purpose": of(PURPOSES, 7),
        "country": of(COUNTRIES), "appendix": of(APPENDICES, 11), "term": of(TERMS, 5), "source": of(SOURCES, 13),
        "issued": "'here'", "taxon": f"substr({genus}, 1, 3) || '-' || (n % 97)",
    }  # fmt: skip
    kept = ", ".join(f"'{kind}:' || lower({value})" for kind, value in chosen.items())
    traders = (
        f"'trader:' || lower(split_part({name}, ' ', 1)), 'trader:' || n % 700, 'trader:exports', 'trader:pelagic'"
    )
    named = f"'species:' || lower({genus}), 'signatory:sandra', 'signatory:holder'"
    return f"array_to_tsvector(string_to_array({plain}, ' ') || ARRAY[{kept}, {traders}, {named}])"


def say_what_is_there(who: Any) -> None:
    from django.db import connection

    from cites.permits.models import PermitLine, RegisterEntry

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size('permits_registerentry'))")
        size = cursor.fetchone()[0]
    told = f"{RegisterEntry.objects.count():,} permits, {PermitLine.objects.count():,} lines, the register {size}\n"
    sys.stdout.write(told)


def questions() -> dict[str, dict[str, str]]:
    """What is asked, by name: each filter alone, rare and common, every pair of them, and larger ones of officers."""
    single = {
        "document": "EXP", "state": "valid", "appendix": "II", "term": "LIV", "source": "C", "purpose": "T",
        "country": "FR", "signatory": "sandra", "trader": "pelican", "species": "tridacna",
        "issued_from": "2024-01-01", "valid_on": "2025-06-01", "text": "exports", "issued": "here",
    }  # fmt: skip
    asked: dict[str, dict[str, str]] = {"nothing": {}}
    asked |= {f"{name} {value}": {name: value} for name, value in single.items()}
    more = [
        {"state": "expired"}, {"state": "lost"}, {"state": "cancelled"}, {"state": "used"}, {"text": "25bb1000777"},
        {"text": "nobody"}, {"text": "a"}, {"text": "queen conch"}, {"appendix": "I"}, {"country": "NZ"}, {"document": "REX"},
        {"issued_until": "2018-01-01"}, {"issued_from": "2020-03-01", "issued_until": "2020-03-07"}, {"valid_on": "2017-02-01"},
        {"state": "valid", "appendix": "I", "source": "W"},
        {"state": "used", "species": "chelonia", "country": "US", "issued_from": "2023-01-01", "issued_until": "2023-12-31"},
        {"trader": "reef exports 12", "term": "MEA", "purpose": "T"}, {"appendix": "I", "term": "LIV", "source": "W", "purpose": "Z"},
    ]  # fmt: skip
    asked |= {" ".join(f"{name} {value}" for name, value in each.items()): each for each in more}
    pairs = combinations(single.items(), 2)
    return asked | {f"{a} {b}, {c} {d}": {a: b, c: d} for (a, b), (c, d) in pairs}


def measure(who: Any) -> None:
    client = client_of(who.officer)
    every: list[tuple[float, str]] = []
    plain: list[float] = []
    rows = [f"{'milliseconds a page of the register':64} {'median':>8} {'most':>8} {'bare':>8} {'ratio':>6}"]
    for name, asked in questions().items():
        for order in ("", "number") if len(asked) != 1 else ("", "oldest", "first_over", "number"):
            taken, bare = _in_turns(client, asked | ({"sort": order} if order else {}))
            every.append((statistics.median(taken), f"{name}{f', by {order}' if order else ''}"))
            plain.append(statistics.median(bare))
            if len(asked) < 2 and not order:
                rows.append(_row(every[-1][1], taken, bare))
    every += _pages(client)
    worst = sorted(every, reverse=True)[:8]
    sys.stdout.write("\n".join(rows) + "\n\nThe slowest of all:\n")
    sys.stdout.write("".join(f"{name:72} {taken:8.1f}\n" for taken, name in worst))
    slow = sum(taken > MOST for taken, _name in every)
    middle, bare = statistics.median(taken for taken, _name in every), statistics.median(plain)
    sys.stdout.write(f"{len(every)} addresses: median {middle:.1f}, bare {bare:.1f}, ratio {middle / bare:.1f}; ")
    sys.stdout.write(f"{slow} take more than {MOST} ms\n")


def _in_turns(client: Any, asked: dict[str, str]) -> tuple[list[float], list[float]]:
    from cites.casework.forms.register import RegisterForm

    understood = RegisterForm(asked).asked
    _ask(client, urlencode(asked))
    taken, bare = [], []
    for _ in range(ROUNDS):
        taken += milliseconds(lambda: _ask(client, urlencode(asked)), 1)
        bare += milliseconds(lambda: _bare(understood), 1)
    return taken, bare


def _ask(client: Any, query: str) -> Any:
    answer = client.get(f"/permits/?{query}")
    assert answer.status_code == 200, (query, answer.status_code)
    return answer


def _bare(asked: Any) -> object:
    """The same rows by one query, put together beforehand: no form, no count, no page."""
    from cites.permits.queries.register import ORDERS, entries_sought

    order = ORDERS[asked.order]
    sign = "-" if order.falling else ""
    return list(entries_sought(asked.sought).order_by(f"{sign}{order.column}", f"{sign}pk").values_list()[:25])


def _pages(client: Any) -> list[tuple[float, str]]:
    """The page in the middle of all, and the last one."""
    from cites.permits.models import RegisterEntry

    keys = RegisterEntry.objects.order_by("-issued_on", "-pk").values_list("pk", flat=True)
    found = []
    for name, key in (("the page in the middle of all", keys[PERMITS // 2]), ("the last page", keys[PERMITS - 20])):
        found.append((statistics.median(milliseconds(lambda k=key: _ask(client, f"after={k}"), ROUNDS)), name))  # type: ignore[misc]
    return found


def _row(name: str, taken: list[float], bare: list[float]) -> str:
    middle, plain = statistics.median(taken), statistics.median(bare)
    return f"{name:64} {middle:8.1f} {max(taken):8.1f} {plain:8.1f} {middle / plain:6.1f}"


if __name__ == "__main__":
    main()
