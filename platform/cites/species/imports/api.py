"""The API of Species+, version 1: pages of taxon concepts, and of each its legislation and distribution."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from cites.species.imports.concepts import ACCEPTED, read_concept
from cites.species.imports.errors import NoToken, ServiceAway
from cites.species.imports.nodes import Node, node, nodes, number, text, truth
from cites.species.imports.records import Batch, Fault, TaxonRecord
from kernel.text import gettext_noop

PER_PAGE = 100
TOKEN_NEEDED = gettext_noop("SPECIES_PLUS_TOKEN is not set in the process that imports.")
TOKEN_REFUSED = gettext_noop("Species+ does not accept the token.")
AWAY = gettext_noop("Species+ does not answer as it should (%(reason)s). Start again later: it goes on where it was.")
CONCEPT_AWAY = gettext_noop("What Species+ says about %(taxon)s cannot be read (%(reason)s).")
_PATIENCE = (10, 60)  # seconds for the connection, and for each answer
_TIMES, _PAUSE = 5, 1.0
_GONE = 404


class NotFound(ServiceAway):
    """The service knows nothing at this address."""

    code = "not_found"


class SpeciesPlus:
    """The service at ``base``, asked with ``token``; what fails for a moment is asked again, as it says when."""

    def __init__(self, base: str, token: str, *, pause: float = _PAUSE, per_page: int = PER_PAGE) -> None:
        if not token:
            raise NoToken(message=TOKEN_NEEDED)
        self._base, self._per_page = base.rstrip("/"), per_page
        self._session = requests.Session()
        self._session.headers.update({"X-Authentication-Token": token, "Accept": "application/json"})
        again = Retry(
            total=_TIMES, backoff_factor=pause, status_forcelist=(429, 500, 502, 503, 504),
            allowed_methods=("GET",), raise_on_status=False, redirect=0,
        )  # fmt: skip
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=again))

    def batches(self, after: int, since: date | None) -> Iterator[Batch]:
        """Yield each page below page ``after``, of what changed since that day; raises NoToken, ServiceAway."""
        page, pages = after, after + 1
        while page < pages:
            page += 1
            answer = self._get("/taxon_concepts", self._asked(page, since))
            told = answer.get("taxon_concepts")
            is_full = isinstance(told, list) and len(told) >= self._per_page  # what is empty in it counts as well
            pages = self._pages(answer, page + 1 if is_full else page)
            yield self._batch(page, pages, nodes(told))

    def _asked(self, page: int, since: date | None) -> dict[str, str]:
        asked = {"page": str(page), "per_page": str(self._per_page), "taxonomy": "CITES", "language": "EN,FR,ES"}
        return asked | ({"updated_since": since.isoformat()} if since else {})

    def _pages(self, answer: Node, guess: int) -> int:
        total = number(node(answer.get("pagination")).get("total_entries"))
        return guess if total is None else ceil(total / self._per_page)

    def _batch(self, page: int, pages: int, concepts: list[Node]) -> Batch:
        records: list[TaxonRecord] = []
        faults: list[Fault] = []
        for concept in concepts:
            try:
                found, wrong = read_concept(self._whole(concept))
            except NotFound as fault:
                facts = {"taxon": text(concept.get("full_name")), "reason": fault.data["reason"]}
                found, wrong = [], [Fault(text=CONCEPT_AWAY, facts=facts, unreadable=True)]
            records, faults = [*records, *found], [*faults, *wrong]
        return Batch(place=page, records=tuple(records), faults=tuple(faults), total=max(page, pages))

    def _whole(self, concept: Node) -> Node:
        """Add what a page of concepts leaves out; of names that are not accepted, or are gone, there is no more."""
        own = number(concept.get("id"))
        accepted = (text(concept.get("name_status")).upper() or ACCEPTED) == ACCEPTED
        if own is None or not accepted or truth(concept.get("active")) is False:
            return concept
        law = self._get(f"/taxon_concepts/{own}/cites_legislation", {"scope": "all", "language": "en"})
        places = self._answer(f"/taxon_concepts/{own}/distributions", {})
        found = places.get("distributions", []) if isinstance(places, Mapping) else places
        return {**concept, "cites_legislation": node(law.get("cites_legislation")) or law, "distributions": found}

    def _get(self, path: str, asked: Mapping[str, str]) -> Node:
        return node(self._answer(path, asked))

    def latest_file(self, language: str = "en") -> str:
        """Return the signed address of the latest weekly file, good for an hour; raises NoToken, ServiceAway."""
        answer = self._asked_for("/downloads/latest", {"lang": language})
        address = urljoin(answer.url, answer.headers.get("Location", ""))
        ways = ("https",) if self._base.startswith("https:") else ("https", "http")
        if not answer.is_redirect or urlsplit(address).scheme not in ways:
            raise ServiceAway(message=AWAY, data={"reason": str(answer.status_code)})
        return address

    def _answer(self, path: str, asked: Mapping[str, str]) -> Any:
        answer = self._asked_for(path, asked)
        if answer.status_code != 200:
            raise ServiceAway(message=AWAY, data={"reason": str(answer.status_code)})
        try:
            return answer.json()
        except (ValueError, RecursionError):
            raise ServiceAway(message=AWAY, data={"reason": "JSON"}) from None

    def _asked_for(self, path: str, asked: Mapping[str, str]) -> requests.Response:
        try:
            # Elsewhere the token has no business, and requests would carry it along.
            answer = self._session.get(self._base + path, params=asked, timeout=_PATIENCE, allow_redirects=False)
        except requests.RequestException as fault:
            raise ServiceAway(message=AWAY, data={"reason": type(fault).__name__}) from None
        if answer.status_code in (401, 403):
            raise NoToken(message=TOKEN_REFUSED)
        if answer.status_code >= 400:
            kind = NotFound if answer.status_code == _GONE else ServiceAway
            raise kind(message=AWAY, data={"reason": str(answer.status_code)})
        return answer
