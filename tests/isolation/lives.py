"""Two Parties with a life of their own: people, cases, permits, papers, and at least one row in every table."""

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction

from cites.accounts.demo import ensure_demo_people
from cites.accounts.models import User
from cites.accounts.roles import APPLICANTS, PARTY_OFFICIALS, Role
from cites.accounts.services import grant_role
from cites.permits.demo import ensure_demo_cases
from cites.permits.models import Application
from cites.permits.services.drafts import attach_paper
from cites.permits.signing.authorities import make_authority
from cites.permits.signing.services import rotate_key
from cms.services import ensure_front_door
from kernel import clock
from tenants.attachments.content import read_file
from tenants.audit.services import seal_entries
from tenants.context import as_owner, as_public, party_context
from tenants.models import Party
from tenants.profiles.files import folder_of
from tenants.releases.queries import release_in_force
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.casework import PDF
from tests.factories.permits import an_application, do, unprinted
from tests.factories.quotas import CONCH_MEAT, with_quotas
from tests.factories.register import a_file

FACTORIES = Path(__file__).parents[1] / "factories"

# Where the keys of each begin, so that no key of one is a key of the other.
FIRST_KEY = {"BB": 3_000_001, "FJ": 7_000_001}
FIRST_SERIAL = {"BB": 300_000, "FJ": 700_000}


SECRETARIAT = "Ophelia Truder, operator and editor"
NEWEST = 2


def models_of(names: list[str]) -> list[type[models.Model]]:
    """Every model of these apps, those between two included."""
    configs = [config for config in apps.get_app_configs() if config.name in names]
    return [model for config in configs for model in config.get_models(include_auto_created=True)]


def models_of_parties() -> list[type[models.Model]]:
    """Every model whose table lies in a Party's schema."""
    return models_of(settings.TENANT_APPS)


def own_rows(model: type[models.Model], party: Party) -> Any:
    """The rows of ``party`` whose keys are nobody else's, newest first; the Party must be active."""
    whole = isinstance(model._meta.pk, models.AutoField)
    own = {"pk__gte": FIRST_KEY[party.iso2]} if whole else {}
    return model._base_manager.filter(**own).order_by("-pk")


def newest_rows(party: Party | None) -> list[models.Model]:
    """The newest rows of each table; the Party, or for None the front door, must be active."""
    if party:
        return [row for model in models_of_parties() for row in own_rows(model, party)[:NEWEST]]
    return [row for model in models_of(settings.SHARED_APPS) for row in model._base_manager.order_by("-pk")[:1]]


def live(party: Party, owner: Any, owner_here: Callable[[], AbstractContextManager[None]]) -> None:
    """Let ``party`` live: its demo, papers of its own, people of every role, and no table without a row.

    Within ``owner_here`` this process has the owner's login, which alone makes signing keys and certifies them.
    """
    _begin_keys(owner, party)
    with owner_here():
        with as_owner(party.schema_name):
            make_authority(party)
        rotate_key(party=party, by=SimpleNamespace(email=f"operator-of-{party.slug}@example.org"), reason="Yearly")
    ensure_demo_people(party)
    with party_context(party):
        _begin_serials(party)
    with unprinted():
        ensure_demo_cases(party)
    with party_context(party), transaction.atomic():
        make_release(parts=parts_of(folder_of(party.iso2)), author=almighty(party.iso2))
        applicant = _intruders(party)
        _samples(party, applicant)
        _cases_with_papers(party, applicant)
        _fill_tables(party)
        seal_entries()


def live_in_public() -> None:
    """The Secretariat's site, with an operator and an editor."""
    with as_public(), transaction.atomic():
        ensure_front_door(host="localhost")
        grant_role(person=person(Role.OPERATOR, SECRETARIAT), role=Role.EDITOR, actor=None)


def almighty(code: str) -> str:
    """The name of the person who holds every role in that Party, so that no door is shut for want of one."""
    return f"Ines Truder of {code}"


def trader(code: str) -> str:
    return f"Tom Truder of {code}"


def _begin_keys(owner: Any, party: Party) -> None:
    with owner.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = %s", [party.schema_name])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER SEQUENCE "{party.schema_name}"."{name}" RESTART {FIRST_KEY[party.iso2]}')


def _begin_serials(party: Party) -> None:
    from billing.models import InvoiceBook
    from cites.permits.models import NumberCounter

    first, this_year = FIRST_SERIAL[party.iso2], clock.now().year
    for year in (this_year - 1, this_year):
        InvoiceBook.objects.create(year=year, last_number=first)
        for series in ("application", "permit"):
            NumberCounter.objects.create(series=series, year=year, last=first)


def _samples(party: Party, applicant: Any) -> None:
    """What the factories of all apps make for the table of addresses, theirs that are still to come included.

    Each by what the Party chose before them: a quota or a stamp of one would stand in the way of the next.
    """
    chosen = release_in_force()
    for path in sorted(FACTORIES.glob("*.py")):
        factory = importlib.import_module(f"tests.factories.{path.stem}")
        if make := getattr(factory, "access_samples", None):
            make(party, applicant)
        if release_in_force().number != chosen.number:
            chosen = make_release(parts=chosen.parts, author=almighty(party.iso2))
    with_quotas(conch=CONCH_MEAT)
    a_file(User.objects.get(full_name=almighty(party.iso2)))


def _cases_with_papers(party: Party, applicant: Any) -> None:
    sent, draft = an_application(applicant), an_application(applicant)
    for application in (sent, draft):
        paper = ContentFile(PDF + f"% landed at {party.iso2}".encode(), name=f"landing-slip-of-{party.slug}.pdf")
        attach_paper(application=application, file=paper, actor=applicant)
    do(sent, "submit", applicant)
    _ask_with_file(party, sent)


def _ask_with_file(party: Party, application: Application) -> None:
    officer = person(Role.MA_OFFICER, f"Questioner of {party.iso2}")
    map_of_port = ContentFile(PDF + f"% asked at {party.iso2}".encode(), name=f"map-of-{party.slug}.pdf")
    do(application, "start_examination", officer)
    do(application, "ask", officer, {"text": f"Where in {party.iso2}?", "attachments": [read_file(map_of_port)]})


def _intruders(party: Party) -> Any:
    high = person(Role.AUDITOR, almighty(party.iso2))
    for role in sorted(PARTY_OFFICIALS | APPLICANTS):
        if not high.role_grants.filter(role=role, revoked_at=None).exists():
            grant_role(person=high, role=role, actor=None)
    return person(Role.TRADER, trader(party.iso2))


def _fill_tables(party: Party) -> None:
    for model in models_of_parties():
        if not own_rows(model, party).exists():
            _row_of(model, party)


def _row_of(model: type[models.Model], party: Party) -> models.Model:
    """One row with something in each column that must have something."""
    columns = [column for column in model._meta.concrete_fields if _must_be_said(column)]
    return model._base_manager.create(**{column.name: _value_of(column, party) for column in columns})


def _must_be_said(column: Any) -> bool:
    return not (column.null or column.has_default() or isinstance(column, models.AutoField))


def _value_of(column: Any, party: Party) -> Any:
    if column.is_relation:
        return column.related_model._base_manager.first() or _row_of(column.related_model, party)
    if column.choices:
        return column.choices[0][0]
    if isinstance(column, models.EmailField):
        return f"{column.name}@{party.slug}.example"
    if isinstance(column, models.CharField | models.TextField):
        return f"{column.name} of {party.iso2}"[: column.max_length]
    return _VALUES[column.get_internal_type()]()


_VALUES: dict[str, Any] = {
    "DateTimeField": clock.now,
    "DateField": lambda: clock.now().date(),
    "BooleanField": bool,
    "JSONField": dict,
    "GenericIPAddressField": lambda: "192.0.2.1",
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField", "DecimalField"), lambda: 1),
}
