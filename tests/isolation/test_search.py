"""No search and no filter finds anything of another: asked for words that only its people know, it has none."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from bs4 import BeautifulSoup, Tag
from django.core.cache import cache

from billing.models import Invoice
from cites.accounts.models import Organisation, User
from cites.permits.models import Application, ApplicationLine, Permit
from tests.addresses import addresses
from tests.isolation import lives
from tests.isolation.fillings import filled, names_in, nobodys, plain_paths
from tests.isolation.told import words_told
from tests.isolation.visits import Told, browser, visit
from tests.thorough import THOROUGH, some

_TYPED = ("text", "search", "email", "number", "")


class Box(NamedTuple):
    """Where a word is sent, and under which name."""

    path: str
    name: str


# Fields of days, which take no words; and what is the same for all, or means nothing alone.
DAYS = ("date_", "since_", "until_", "issued_", "valid_on_", "first_day_", "last_day_")
OF_ALL = {
    ("/audit/", "what"), ("/cases/", "species"), ("/findings/", "species"), ("/need-a-permit/", "q"),
    ("/need-a-permit/", "quantity"), ("/permits/", "species"), ("/permits/", "signatory"), ("/registers/", "q"),
    ("/species/", "q"), ("/verify/", "number"),
}  # fmt: skip
SEARCHES = ["/audit/", "/cases/", "/cashier/", "/findings/", "/need-a-permit/", "/permits/", "/species/", "/verify/"]
MAILBOX = Box("/practice/mail/", "to")  # which shows its search once there is mail
OF_THE_FRONT_DOOR = [
    filled(each, {})
    for each in addresses("public")
    if not names_in(each) and ("results/" in each.route or "search/" in each.route or each.route.startswith("operate/"))
]
PLAIN = plain_paths("party")


def boxes(client: Any, paths: Iterable[str]) -> set[Box]:
    """Every field for words in every form of these pages that asks and changes nothing."""
    found = set()
    for path in paths:
        page = BeautifulSoup(visit(client, path).text, "html.parser")
        for form in page.find_all("form"):
            if isinstance(form, Tag) and str(form.get("method", "get")).lower() == "get":
                found |= {Box(_target(form, path), str(field.get("name"))) for field in _fields(form)}
    return found


def _target(form: Tag, path: str) -> str:
    return (str(form.get("action") or "") or path).partition("?")[0]


def _fields(form: Tag) -> list[Tag]:
    return [each for each in form.find_all("input") if isinstance(each, Tag) and each.get("type", "") in _TYPED]


def ask(client: Any, box: Box, word: str) -> Told:
    """What the search says at last, without the word itself."""
    cache.clear()
    answer = client.get(box.path, {box.name: word}, follow=True)
    return Told(answer.status_code, answer.content.decode()).without(word, quote_plus(word))


def words_to_ask(place: Any, own: set[str]) -> list[str]:
    """Names, addresses, numbers and marks that only this Party's people know."""
    with place.active():
        found = [
            *User.objects.order_by("-pk").values_list("full_name", "email")[:1],
            *User.objects.filter(full_name=lives.trader(place.iso2)).values_list("full_name", "email"),
            *Organisation.objects.values_list("name"),
            *Application.objects.filter(submitted_at__isnull=False).values_list("case__reference", "exporter_name")[:1],
            *ApplicationLine.objects.exclude(marks="").values_list("marks")[:1],
            *Permit.objects.values_list("number", "code", "exporter_name")[:1],
            *Invoice.objects.values_list("number")[:1],
        ]
    return sorted({word for row in found for word in row} & own)


def of_the_party(place: Any) -> list[Box]:
    clients = (browser(place, name(place.iso2)) for name in (lives.almighty, lives.trader))
    found = {box for client in clients for box in boxes(client, PLAIN)}
    return sorted(box for box in found if not box.name.startswith(DAYS))


def test_what_its_own_people_find_nobody_finds_elsewhere(two: Any, isles: Any) -> None:
    here, there = two
    theirs = isles.words[there.schema_name]
    words, tried = words_to_ask(there, theirs), of_the_party(there)
    assert tried == of_the_party(here)
    assert len(words) > 8
    own, other = browser(there, lives.almighty(there.iso2)), browser(here, lives.almighty(here.iso2))
    for box in tried:
        found = next((word for word in words if ask(own, box, word) != ask(own, box, nobodys(word))), "")
        assert bool(found) == (box not in OF_ALL), (box, found)
        for word in words if THOROUGH else (found or words[0], words[-1]):
            told = ask(other, box, word)
            assert words_told(told.text, theirs, word) == set(), (box, word)
            assert told == ask(other, box, nobodys(word)), (box, word)


def test_a_practice_twin_finds_nothing_of_a_party(parties: Any, isles: Any) -> None:
    twin, fj = parties("vu-practice", "fj")
    with twin.active():
        clients = [browser(twin, person.full_name) for person in User.objects.filter(is_active=True).order_by("pk")]
    words = words_to_ask(fj, isles.words["party_fj"])
    tried = {box: client for client in clients for box in boxes(client, SEARCHES)}
    assert {box.path for box in tried} == set(SEARCHES)
    tried[MAILBOX] = clients[0]
    assert ask(clients[0], MAILBOX, words[0]).status == 200
    for box, client in tried.items():
        for word in some(words, 3):
            assert words_told(ask(client, box, word).text, isles.words["party_fj"], word) == set(), (box, word)


def test_neither_console_nor_editors_desk_find_anything_of_a_party(front_door: Any, parties: Any, isles: Any) -> None:
    (fj,) = parties("fj")
    client = browser(front_door, lives.SECRETARIAT)
    tried = {box for box in boxes(client, OF_THE_FRONT_DOOR) if box.name in ("q", "label", "search")}
    assert {box.path.split("/")[1] for box in tried} == {"cms", "operate"}
    for box in sorted(tried):
        for word in words_to_ask(fj, isles.words["party_fj"]):
            assert words_told(ask(client, box, word).text, isles.words["parties"], word) == set(), (box, word)
    assert "/operate/parties/fj/" in visit(client, "/operate/parties/?q=Fiji").text


def test_a_line_of_another_is_no_line_here(two: Any) -> None:
    """A search within a form goes back to the line that it was called from, by its key."""
    here, there = two
    with there.active():
        theirs = lives.own_rows(ApplicationLine, there.party)[0].pk
    with here.active():
        own = lives.own_rows(ApplicationLine, here.party).filter(application__submitted_at=None)
        line = own.filter(application__applicant__full_name=lives.trader(here.iso2))[0]
        box = Box(f"/applications/{line.application.reference}/lines/add/", "line")
    client = browser(here, lives.trader(here.iso2))
    assert ask(client, box, str(theirs)) == ask(client, box, str(lives.FIRST_KEY[there.iso2] + 999_999))
    assert ask(client, box, str(line.pk)) != ask(client, box, str(theirs))
