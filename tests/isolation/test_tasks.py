"""A task works in the Party in whose name it was sent and in no other, whatever keys it is given.

That a worker runs a task under the login of its Party, and what the schedule sends to whom, is in
``tests/tenants/test_celery.py``.
"""

import inspect
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from celery.worker.request import Request
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone, translation

from cites.accounts.later import seal_mail
from cites.accounts.models import User
from cites.administration.notices import NOTICES as OF_RELEASES
from cites.casework.models import RegisterFile
from cites.celery_app import app
from cites.permits.models import CopyRequest, Letter, LineSheet, PapersBatch, Permit, Reissue
from kernel import clock
from tenants.context import as_public, party_context
from tenants.models import Party
from tests.isolation.told import unchanged
from tests.isolation.watching import logins, own_login
from workflows.models import BodyMail, CaseAttachment, CaseNews

app.loader.import_default_modules()
TASKS = sorted(name for name in app.tasks if not name.startswith(("celery.", "tests.")))
EACH = pytest.mark.parametrize("name", TASKS)
# What a task is told, from the newest rows of a Party: keys that nobody else has.
TOLD: dict[str, Callable[[], tuple[Any, ...]]] = {
    "permits.render_and_publish": lambda: (_newest(Permit).pk,),
    "permits.make_copy": lambda: (_newest_key(CopyRequest, "permit_id"),),
    "permits.make_letter": lambda: (_newest_key(Letter),),
    "permits.reissue": lambda: (_newest_key(Reissue),),
    "permits.remove_papers": lambda: (_newest_key(PapersBatch),),
    "permits.read_line_sheet": lambda: (_newest_key(LineSheet),),
    "casework.send_news": lambda: (_newest(CaseNews).pk,),
    "casework.make_register_file": lambda: (_newest_key(RegisterFile),),
    "casework.send_body_mail": lambda: (_newest_key(BodyMail),),
    "casework.scan_file": lambda: (CaseAttachment._meta.label_lower, _newest_key(CaseAttachment)),
    "accounts.send_mail": lambda: (_sealed_mail(_newest(User).email),),
    "administration.send_notice": lambda: (next(iter(OF_RELEASES)), 1, 1, _newest(User).pk),
    "administration.send_key_notice": lambda: ("revoked", "ZZ-2026-1", None, "revocation.1", _newest(User).pk),
}
# No header at all, and names that no Party has or that are nobody's to work in.
FORGED = [None, "", "public", "party_template", "party_gd", "PARTY_FJ", "party_fj_practice", "information_schema", "*"]
STRAYING = Path(__file__).with_name("straying.py")


def _sealed_mail(address: str) -> str:
    return seal_mail(EmailMessage("Welcome", "Sign in.", to=[address]), until=clock.now() + timedelta(days=1))


def _newest(model: Any) -> Any:
    return model._base_manager.order_by("-pk")[0]


def _newest_key(model: Any, name: str = "pk") -> int:
    """The key of the newest row, or that it names; where a Party has none, one that is nobody's."""
    return model._base_manager.order_by("-pk").values_list(name, flat=True).first() or 1


def told_to(name: str, place: Any) -> tuple[Any, ...]:
    with place.active():
        return TOLD.get(name, tuple)()


def send(name: str, arguments: tuple[Any, ...], schema: str | None) -> None:
    """Run the task as a worker does that took this message from the queue."""
    task, number = app.tasks[name], str(uuid.uuid4())
    headers = app.amqp.as_task_v2(number, name, arguments, {}).headers
    headers |= {} if schema is None else {"_schema_name": schema}
    body = (arguments, {}, {"callbacks": None, "errbacks": None, "chain": None, "chord": None})
    message = SimpleNamespace(headers=headers, properties={}, delivery_info={})
    with as_public():
        Request(message, app=app, task=task, headers=headers, body=body, decoded=True).execute()


def of_the_process() -> tuple[Any, ...]:
    """What a process knows besides its tables."""
    spoken = translation.get_language(), timezone.get_current_timezone_name()
    return *spoken, structlog.contextvars.get_contextvars(), connection.schema_name


@contextmanager
def untouched(*places: Any) -> Iterator[None]:
    """Neither tables nor the process are changed meanwhile."""
    with unchanged(*places), as_public():
        found = of_the_process()
        yield
        assert of_the_process() == found


def people_of(place: Any) -> set[str]:
    with place.active():
        return set(User.objects.values_list("email", flat=True))


def test_of_every_task_it_is_known_what_it_is_told() -> None:
    assert {name for name in TASKS if inspect.signature(app.tasks[name].run).parameters} == set(TOLD)


@EACH
def test_at_home_it_works_under_its_own_login_alone(parties: Any, name: str, mailoutbox: Any) -> None:
    (fj,) = parties("fj")
    with logins() as seen:
        send(name, told_to(name, fj), "party_fj")
    assert own_login("party_fj") in seen
    assert seen <= {own_login("party_fj"), own_login("public")}
    assert {to for mail in mailoutbox for to in mail.to} <= people_of(fj)
    assert bool(mailoutbox) == name.endswith((".send_notice", ".send_key_notice", ".send_news", ".send_mail"))


@EACH
def test_with_keys_of_another_it_finds_nothing_and_changes_nothing_there(two: Any, name: str, mailoutbox: Any) -> None:
    here, there = two
    arguments = told_to(name, there)
    with untouched(there), logins() as seen:
        send(name, arguments, here.schema_name)
    assert seen <= {own_login(here.schema_name), own_login("public")}
    assert mailoutbox == []


@EACH
@pytest.mark.parametrize("schema", FORGED)
def test_without_a_party_it_comes_to_none(parties: Any, name: str, schema: str | None, mailoutbox: Any) -> None:
    (fj,) = parties("fj")
    arguments = told_to(name, fj)
    with untouched(fj), logins() as seen:
        send(name, arguments, schema)
    assert seen <= {own_login("public")}
    assert not people_of(fj) & {to for mail in mailoutbox for to in mail.to}


@EACH
@pytest.mark.parametrize("way", [("vu", "vu-practice"), ("vu-practice", "vu"), ("vu-practice", "fj")], ids="-".join)
def test_a_practice_twin_is_a_party_like_any_other(parties: Any, name: str, way: tuple[str, str]) -> None:
    """Keys of the twin may well be keys of its Party too, which then does only its own work."""
    here, there = parties(*way)
    arguments = told_to(name, parties("fj")[0] if way[1] == "vu" else there)
    with untouched(there), logins() as seen:
        send(name, arguments, here.schema_name)
    assert seen <= {own_login(here.schema_name), own_login("public")}


@pytest.fixture
def worker() -> Iterator[str]:
    """A worker process of its own for one queue, at the isles' database."""
    queue = f"isles-{os.getpid()}"
    address = os.environ["DATABASE_URL"]
    there = address.replace(address.split("?")[0].rsplit("/", 1)[1], connection.settings_dict["NAME"])
    process = subprocess.Popen([sys.executable, str(STRAYING), queue], env=os.environ | {"DATABASE_URL": there})
    yield queue
    process.terminate()
    process.wait(30)


@pytest.mark.slow
def test_a_worker_carries_nothing_from_one_task_into_the_next(worker: str, tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    wanted = []
    for mischief in ("raise", "lose", "leave", "stray"):
        _send_in("FJ", f"tests.{mischief}", worker)
        for code in ("BB", None, "FJ"):
            _send_in(code, "tests.tell", worker, str(answers), f"{code} after {mischief}")
            wanted.append(_own(f"{code} after {mischief}", code))
    assert _lines(answers, len(wanted)) == wanted


def _send_in(code: str | None, name: str, queue: str, *arguments: str) -> None:
    if code is None:
        app.send_task(name, arguments, queue=queue)
        return
    with party_context(Party.objects.get(iso2=code)):
        app.send_task(name, arguments, queue=queue)


def _own(name: str, code: str | None) -> list[Any]:
    schema = f"party_{code.lower()}" if code else "public"
    with party_context(Party.objects.get(iso2=code)) if code else as_public():
        people = User.objects.count()
    role = own_login(schema)[1]
    return [name, role, schema, "", people, f"{schema}::1:x", "en", "UTC", {}]


def _lines(path: Path, number: int) -> list[Any]:
    for _ in range(300):
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= number:
            return [json.loads(line) for line in lines]
        time.sleep(0.1)
    raise AssertionError(f"only {lines} within 30 s")
