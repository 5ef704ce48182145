"""Who is who in an import, without a database: each name is looked at once, however many there are."""

from collections import UserDict
from collections.abc import ValuesView

from cites.species.imports.resolving import Resolution, Staged, _settle_names


class Counted(UserDict[str, int | None]):
    """A table that counts how often all of it is gone through."""

    times = 0

    def values(self) -> ValuesView[int | None]:
        Counted.times += 1
        return super().values()


def test_the_taxa_that_are_known_are_gone_through_once_and_not_for_each_name() -> None:
    known = {number: f"Invented number{number}" for number in range(50)}
    found = Resolution()
    found.taxa = Counted({f"#{number}": number for number in known})  # type: ignore[assignment]
    _settle_names(
        [Staged(f"#{number}", number, number, name, True, False) for number, name in known.items()], known, found
    )
    assert Counted.times == 1
    assert found.faults == []
    assert found.renamed == set()
