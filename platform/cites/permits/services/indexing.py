"""Keeping what applications are found by: numbers, names, species and marks, as words."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Q, QuerySet, TextField, Value

from cites.accounts.models import Organisation, User
from cites.permits.models import Application, RegisteredPaper
from cites.permits.rules.search_words import SPECIES, TRADER, of_kind, words_to_find

MOST_AT_A_TIME: Final = 500
_MOST_BYTES: Final = 1_000_000  # a tsvector holds little more


def index_application(application: Application) -> None:
    """Find the application, from now on, by what it says and by its permits."""
    _index(application.pk)


def forget_words_of(whose: User | Organisation) -> None:
    """Index anew, as soon as may be, what is found by the name of a person or an organisation that has changed."""
    named = Q(applicant=whose) if isinstance(whose, User) else Q(organisation=whose)
    Application.objects.filter(named).exclude(words=None).update(words=None)


def index_the_rest() -> int:
    """Index every application that was sent and is not found by its words yet; return how many."""
    waiting = _waiting().values_list("pk", flat=True)
    done = 0
    while keys := list(waiting.order_by("pk")[:MOST_AT_A_TIME]):
        for key in keys:
            _index(key)
        done += len(keys)
    return done


def _waiting() -> QuerySet[Application]:
    return Application.objects.filter(words=None, submitted_at__isnull=False)


def _index(key: int) -> None:
    application = Application.objects.select_related("case", "applicant", "organisation").get(pk=key)
    Application.objects.filter(pk=key).update(words=as_words(_words(application)))


def as_words(words: Iterable[str]) -> Func:
    """Return the words as a column of words keeps them; each is taken as it is."""
    return Func(Value(list(_fitting(words)), ArrayField(TextField())), function="array_to_tsvector")


def _words(application: Application) -> Iterator[str]:
    lines = list(application.lines.all())
    traders = list(_names(application))
    species = [name for line in lines for name in (line.scientific_name, line.common_name)]
    numbers = [
        application.reference,
        *application.permits.values_list("number", flat=True),
        *RegisteredPaper.objects.filter(application=application).values_list("number", flat=True),
    ]
    yield from words_to_find([*numbers, *traders, *species])
    yield from of_kind(TRADER, words_to_find(traders))
    yield from of_kind(SPECIES, words_to_find(species))
    yield from words_to_find(line.marks for line in lines)


def _fitting(words: Iterable[str]) -> Iterator[str]:
    """As many as the database can keep: of thousands of lines, the marks of the last ones may be left out."""
    room = _MOST_BYTES
    for word in words:
        room -= len(word.encode())
        if room < 0:
            return
        yield word


def _names(application: Application) -> Iterable[str]:
    yield from (application.applicant.full_name, application.exporter_name, application.consignee_name)
    if application.organisation:
        yield application.organisation.name
