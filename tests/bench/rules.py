"""How long the answer to "Do I need a permit?" takes, and the rules alone, beside one bare query for the listings."""

import random
import sys
from datetime import date
from decimal import Decimal
from itertools import cycle
from typing import Any

from _place import milliseconds, product, show

QUESTIONS, RUNS, COLD = 500, 2_000, 200
DAY = date(2026, 11, 28)


def main() -> None:
    with product(as_owner=False):
        from tenants.context import party_context
        from tenants.models import Party

        with party_context(Party.objects.get(iso2="BB", practice=False)):
            measured = _measured()
    show("one question", measured)
    name, taken = "the rules alone", measured["the rules alone, facts at hand"]
    sys.stdout.write(f"{name}: {1000 * len(taken) / sum(taken):,.0f} lines a second\n")


def _measured() -> dict[str, list[float]]:
    from django.db import connection

    from cites.permits.queries.asked import SpecimensAsked
    from cites.permits.queries.facts import parties_on, specimen_facts
    from cites.permits.queries.movements import answered
    from cites.permits.rules.facts import TradeFacts
    from cites.permits.rules.movements import answer
    from cites.species.memory import forget

    asked = _questions()
    parties = parties_on(DAY)
    facts = []
    for each in asked:
        trade = TradeFacts("", each.exporter, each.destination, each.purpose, DAY, parties=parties)
        specimens = SpecimensAsked(
            each.taxon, each.exporter, each.origin, each.term, each.quantity, source=each.source, purpose=each.purpose
        )
        facts.append((trade, specimen_facts(specimens, DAY)))
    turn, pairs = cycle(asked), cycle(facts)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT l.* FROM species_listing l JOIN species_taxon t ON t.id = l.taxon_id WHERE t.code = %s",
                [next(turn).taxon],
            )
            cursor.fetchall()

    def cold() -> None:
        forget()
        answered(next(turn))

    return {
        "bare SQL: the listings of the taxon": milliseconds(bare, RUNS),
        "the rules alone, facts at hand": milliseconds(lambda: answer(*next(pairs)), RUNS),
        "facts and rules, as a page asks": milliseconds(lambda: answered(next(turn)), RUNS),
        "the same with nothing remembered": milliseconds(cold, COLD),
    }


def _questions() -> list[Any]:
    from cites.permits.queries.movements import Question
    from cites.species.models import Taxon

    drawn = random.Random(6)
    codes = list(Taxon.objects.values_list("code", flat=True))
    return [
        Question(
            taxon=drawn.choice(codes),
            exporter=drawn.choice(["BB", "FJ", "GY"]),
            destination=drawn.choice(["US", "FR", "AU"]),
            day=DAY,
            term=drawn.choice(["LIV", "SHE", "SKI", "MEA"]),
            source=drawn.choice("WCDRAU"),
            purpose=drawn.choice("TPZS"),
            quantity=Decimal(drawn.randint(1, 9)),
        )
        for _ in range(QUESTIONS)
    ]


if __name__ == "__main__":
    main()
