"""What a search for a species takes among 40,000 taxa with 150,000 names: as one types, whole, misspelt, and of nothing.

Nothing is remembered between two searches. Each row stands beside the bare query for the names that begin with the same
text, asked in turns, so that a busy machine slows both.
"""

import statistics
import sys
from collections.abc import Callable
from datetime import date
from random import Random

from _place import product

from tests.factories.many_taxa import MadeTaxon, made_taxa

ASKED = 250
LIMIT = 8
DAY = date(2026, 11, 28)
BATCH = 2_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> None:
    with product(as_owner=True):
        from tenants.context import as_owner

        made = list(made_taxa())
        with as_owner("public"):
            fill(made)
            measure(queries(made))


def fill(made: list[MadeTaxon]) -> None:
    """Store the taxa, each with its names and one listing, as an import would."""
    from django.db import connection

    from cites.species.models import Listing, Taxon, TaxonName

    for first in range(0, len(made), BATCH):
        some = made[first : first + BATCH]
        taxa = Taxon.objects.bulk_create(
            Taxon(code=one.code, scientific_name=one.names[0].name, rank="species", kingdom="Animalia", source="made")
            for one in some
        )
        TaxonName.objects.bulk_create(
            TaxonName(taxon=taxon, kind=each.kind, language=each.language, name=each.name).fold()
            for taxon, one in zip(taxa, some, strict=True)
            for each in one.names
        )
        Listing.objects.bulk_create(Listing(taxon=taxon, appendix="II", source="made") for taxon in taxa)
    with connection.cursor() as cursor:
        for table in ("taxon", "taxonname", "listing"):
            cursor.execute(f"VACUUM ANALYZE species_{table}")
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size('species_taxonname'))")
        sys.stdout.write(f"{len(made)} taxa, {TaxonName.objects.count()} names in {cursor.fetchone()[0]}\n")


def queries(made: list[MadeTaxon]) -> dict[str, list[str]]:
    """What people ask, by kind: names as they grow under their hands, whole, turned round, and with a letter wrong."""
    random = Random(28)
    names = [each.name.lower() for one in made for each in one.names]
    some = random.sample(names, ASKED)
    return {
        "as one types, 2 to 12 letters": [name[:length] for name in some[: ASKED // 5] for length in range(2, 13)],
        "whole names": some,
        "a later word, half of it": [name.split()[-1][:5] for name in some],
        "words turned round": [" ".join(reversed(name.split())) for name in some],
        "a letter missing, doubled, swapped or replaced": [misspelt(name, random) for name in some],
        "misspelt, as one types": [misspelt(name, random)[: random.randint(4, 12)] for name in some],
        "nothing like it": ["".join(random.choices(LETTERS, k=random.randint(5, 14))) for _ in some],
    }


def misspelt(name: str, random: Random) -> str:
    """Make one mistake in a name."""
    at = random.randrange(1, len(name) - 1)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    return random.choice([
        before + after,
        before + letter + letter + after,
        before + after[:1] + letter + after[1:],
        before + random.choice(LETTERS) + after,
    ])  # fmt: skip


def measure(asked: dict[str, list[str]]) -> None:
    from cites.species.folding import folded
    from cites.species.memory import forget
    from cites.species.models import TaxonName
    from cites.species.queries import find_taxa

    def bare(text: str) -> object:
        return list(TaxonName.objects.filter(folded__startswith=folded(text)).order_by("folded", "pk")[:LIMIT])

    def ours(text: str) -> object:
        forget()
        return find_taxa(text, "en", LIMIT, DAY)

    rows = [
        f"{'milliseconds a search':48} {'asked':>6} {'median':>8} {'95 %':>8} {'most':>8} {'bare 95 %':>10} {'ratio':>6}"
    ]
    every: tuple[list[float], list[float]] = ([], [])
    for kind, texts in asked.items():
        taken, plain = _in_turns(ours, bare, texts)
        every[0].extend(taken)
        every[1].extend(plain)
        rows.append(_row(kind, taken, plain))
    sys.stdout.write("\n".join([*rows, _row("all of them", *every)]) + "\n")


def _in_turns(
    ours: Callable[[str], object], bare: Callable[[str], object], texts: list[str]
) -> tuple[list[float], list[float]]:
    from _place import milliseconds

    taken, plain = [], []
    for text in texts:
        taken += milliseconds(lambda text=text: ours(text), 1)  # type: ignore[misc]
        plain += milliseconds(lambda text=text: bare(text), 1)  # type: ignore[misc]
    return taken, plain


def _row(kind: str, taken: list[float], plain: list[float]) -> str:
    late, plainly = (statistics.quantiles(each, n=20)[-1] for each in (taken, plain))
    return (
        f"{kind:48} {len(taken):6} {statistics.median(taken):8.2f} {late:8.2f} {max(taken):8.2f} "
        f"{plainly:10.2f} {late / plainly:6.1f}"
    )


if __name__ == "__main__":
    main()
