"""Finding applications by what a person remembers of them."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from cites.permits.models import Application
from cites.permits.rules.search_words import SPECIES, TRADER, of_kind, words_asked


class Beginnings(SearchQuery):
    """A query of words that are taken as they are, by the beginning of each; ``search_words`` has made them plain."""

    template = "(%(expressions)s)::tsquery"

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(" & ".join(f"'{word}':*" for word in words), search_type="raw")


def applications_with(
    applications: QuerySet[Application], *, text: str = "", trader: str = "", species: str = ""
) -> QuerySet[Application]:
    """Return those in which a word begins with each word asked: anywhere, in a trader's or in a species' name.

    Words are those of ``search_words``; where nothing is asked, all.
    """
    asked = [
        *words_asked(text),
        *of_kind(TRADER, words_asked(trader)),
        *of_kind(SPECIES, words_asked(species)),
    ]
    if not asked:
        return applications.none() if (text + trader + species).strip() else applications
    return applications.filter(words=Beginnings(asked))
