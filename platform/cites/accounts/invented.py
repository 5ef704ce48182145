"""Invented people: one for each duty and trade, with believable names; who plays in the demo and in practice twins."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from cites.accounts.models import Role, User, Verification
from cites.accounts.queries import find_person, people_with_role
from cites.accounts.roles import OTHER_AUTHORITIES
from cites.accounts.services import register_person, verify_trader
from tenants.context import current_party
from tenants.languages import spoken_here

MA, TR, AG = Role.MA_OFFICER, Role.TRADER, Role.AGENT


@dataclass(frozen=True)
class InventedPerson:
    """One invented person: whom they play, known by a word such as ``officer``."""

    word: str
    full_name: str
    role: Role
    language: str = "en"
    organisation: str = ""
    verified: bool = True

    def address(self, slug: str) -> str:
        """Their e-mail address, to which no letter can ever be delivered (RFC 2606)."""
        return f"{self.word}@{slug}.example"


_DUTIES = (
    ("officer", MA),
    ("decider", MA),
    ("signatory", Role.MA_SIGNATORY),
    ("science", Role.SCIENTIFIC_AUTHORITY),
    ("cashier", Role.CASHIER),
    ("customs", Role.CUSTOMS),
    ("auditor", Role.AUDITOR),
    ("administrator", Role.PARTY_ADMINISTRATOR),
    ("fisheries", Role.FISHERIES_AUTHORITY),
    ("forestry", Role.FORESTRY_AUTHORITY),
    ("veterinary", Role.VETERINARY_AUTHORITY),
    ("committee", Role.COMMITTEE_MEMBER),
)
_TRADES = (("trader", TR, True), ("reef", TR, True), ("newcomer", TR, False), ("agent", AG, True))
_CARIBBEAN = (
    "Marva Joseph, Everton Charles, Sandra Lewis-Best, Dr Ianthe Roberts, Kemar Alleyne, "
    "Shelly-Ann Frederick, Grantley Baptiste, Cicely Edwards, "
    "Desmond Phillip, Arlette Toussaint, Dr Corinne Samuel-Jones, Professor Alwyn Hector",
    "Rosalind George: Sargasso Orchids Ltd; Winston Peters: Windward Reef Supplies; "
    "Tamika Samuel: Harbour Sea Crafts; Andre Williams: Leeward Shipping Agents",
)
_SPANISH = (
    "Maritza Peralta, Rafael Infante, Yolanda Guzmán, Dra. Inés Rosario, Kelvin Báez, "
    "Altagracia Núñez, Gregorio Frías, Consuelo Matos, "
    "Ramón Ogando, Milagros Tavárez, Dra. Noemí Cepeda, Evaristo Luna",
    "Rosalía Pichardo: Orquídeas del Sargazo; Wilfredo Santana: Arrecife Vivo; "
    "Tamara Cuevas: Artesanías del Mar; Andrés Valdez: Agencia Naviera del Golfo",
)
_SURINAME = (
    "Marlène Pinas, Radj Kalloe, Sandra Vreden, Dr Anand Ramlal, Kenneth Amoksi, "
    "Soraya Karijo, Glenn Wijngaarde, Cornelie Abauna, "
    "Soeresh Bipat, Iwan Landveld, Dr Chantal Emanuels, Hendrik Pawiro",
    "Rosita Tjin: Marowijne Orchids; Winston Djojo: Coronie Reef Supplies; "
    "Tania Sedney: Paramaribo Crafts; Andre Lobato: Nickerie Shipping Agents",
)
_POLYNESIA = (
    "Malia Fifita, Tevita Latu, Sela Moala, Dr Ana Tupou-Vea, Keni Faleafa, Sione Mataele, Lupe Taufa, Mele Havea, "
    "Siaosi Vainikolo, Losa Petelo, Dr Tavake Finau, Pita Lemalu",
    "Semisi Leota: Lagoon Aquaculture; Fetu Ioane: Outer Reef Exports; "
    "Lani Tuiasosopo: Shell and Tapa Crafts; Viliami Kato: Harbour Freight and Customs",
)
_MELANESIA = (
    "Margaret Kila, Joseph Wari, Ruth Taravaki, Dr Samuel Ngira, Agnes Pokana, Peter Sale, Dorothy Ramo, Moses Ulufa, "
    "Clement Boseto, Hilda Nawara, Dr Jacob Tausinga, Freda Sigimet",
    "Philip Kuman: Mariculture of the Lagoon; Esther Gware: Reef and Coral Exports; "
    "Lucy Bosi: Island Shell Crafts; Henry Taupo: Port Freight and Customs",
)
_AUSTRALASIA = (
    "Margot Hollis, Aroha Ngata-Reid, Simone Tregarth, Dr Priya Venkat, Callum Ridge, "
    "Josie Wharton, Graham Oakes, Ngaire Pohatu, "
    "Neville Strand, Kiri Rangihuna, Dr Helen Mossop, Bruce Attwell",
    "Rowan Fairlie: Southern Orchids; Wiremu Tane: Blue Reef Aquaculture; "
    "Tess Marlow: Driftwood Crafts; Arthur Quill: Wharf Street Customs Agents",
)
_NAMES = {
    "BB": (
        "Marva Brathwaite, Everton Clarke, Sandra Holder-Best, Dr Ianthe Weekes, Kemar Alleyne, "
        "Shelly-Ann Greenidge, Grantley Cumberbatch, Cicely Worrell, "
        "Desmond Inniss, Arlette Forde, Dr Corinne Springer, Professor Alwyn Rudder",
        "Rosalind Gittens: Sargasso Orchids Ltd; Winston Yearwood: Bathsheba Reef Supplies; "
        "Tamika Boyce: Oistins Sea Crafts; Andre Harewood: Carlisle Bay Shipping Agents",
    ),
    "FJ": (
        "Mereseini Tuivaga, Rajesh Prasad, Litia Vakaloloma, Dr Sunil Narayan, Ana Koroi, "
        "Josefa Ravuvu, Salote Cakau, Vilimone Naisoro, "
        "Tomasi Bulivou, Kelera Matanisiga, Dr Anjali Reddy, Professor Isireli Waqa",
        "Ratu Epeli Cama: Coral Coast Aquaculture; Priya Lal: Suva Marine Exports; "
        "Sitiveni Bale: Beqa Lagoon Corals; Nirmala Singh: Lautoka Freight and Customs",
    ),
    "VU": (
        "Leisel Tari, Jean-Marc Bule, Marie-Noëlle Kalsakau, Dr Serge Molisa, Odile Nalau, "
        "Willie Toa, Françoise Garae, Kalo Sope, "
        "Sandrine Aru, Morris Kalo-Tabi, Dr Lionel Bani, Edith Malsungai",
        "Pascal Livo: Santo Aquarium Fish; Rachel Malas: Efate Shell Crafts; "
        "Tom Iauko: Tanna Sandalwood; Hélène Bong: Port Vila Transit",
    ),
    **dict.fromkeys(("CU", "DO"), _SPANISH),
    "SR": _SURINAME,
    **dict.fromkeys(("TO", "WS", "PW"), _POLYNESIA),
    **dict.fromkeys(("PG", "SB"), _MELANESIA),
    **dict.fromkeys(("AU", "NZ"), _AUSTRALASIA),
}
_FRENCH = {"Marie-Noëlle Kalsakau", "Jean-Marc Bule", "Pascal Livo", "Françoise Garae", "Hélène Bong"}


def invented_people(iso2: str) -> Iterator[InventedPerson]:
    """Yield the invented people of the Party with that code, traders first."""
    officials, trades = _NAMES.get(iso2.upper(), _CARIBBEAN)
    for (word, role, verified), entry in zip(_TRADES, trades.split("; "), strict=True):
        name, organisation = entry.split(": ")
        yield InventedPerson(word, name, role, _language_of(name), organisation, verified)
    for (word, role), name in zip(_DUTIES, officials.split(", "), strict=True):
        yield InventedPerson(word, name, role, _language_of(name))


@transaction.atomic
def ensure_invented_people() -> list[User]:
    """Make the invented people of the active Party who are not there yet, without a password: all or none."""
    cast = sorted(invented_people(current_party().iso2), key=lambda each: each.role in (TR, AG))
    return [ensure_person(each) for each in cast]


def ensure_invented_advisers(roles: Collection[str]) -> None:
    """Make those invented people of other authorities who hold one of ``roles`` and are not there yet.

    Sites made before there were such roles have none, and any process may come to ask for one.
    """
    for each in invented_people(current_party().iso2):
        if each.role in OTHER_AUTHORITIES and each.role in roles:
            ensure_person(each)


def ensure_person(invented: InventedPerson, *, password: str | None = None) -> User:
    """Make one invented person of the active Party, with a confirmed address; whoever is there stays as they are."""
    address = invented.address(current_party().slug)
    person = find_person(address)
    if person is not None:
        return person
    person = register_person(
        email=address,
        full_name=invented.full_name,
        roles=[invented.role],
        password=password,
        language=_spoken(invented.language),
        organisation_name=invented.organisation,
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if invented.verified:
        _verify_quietly(person)
    return person


def _language_of(name: str) -> str:
    return "fr" if name in _FRENCH else "en"


def _spoken(language: str) -> str:
    spoken = spoken_here()
    return language if language in spoken else spoken[0]


def _verify_quietly(person: User) -> None:
    officer = people_with_role(Role.MA_OFFICER).first()
    if officer is not None and person.verification == Verification.PENDING:
        verify_trader(person=person, officer=officer)
        person.refresh_from_db()
