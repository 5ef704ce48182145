"""Samples for the access table of the register: a permit, an official's files of it, and their views."""

from dataclasses import replace
from typing import Any

from cites.accounts.models import Role, User
from cites.casework.models import RegisterFile, RegisterFileKind
from cites.casework.queries.register import AskedRegister
from cites.casework.register.files import ask_for_file
from cites.casework.register.making import make_register_file
from cites.casework.register.views_kept import keep_view
from cites.permits.documents.publishing import publish_permit
from cites.permits.queries.register import Sought
from tests.factories.accounts import person
from tests.factories.permits import cast, issued


def a_file(by: User, kind: RegisterFileKind = RegisterFileKind.ZIP, asked: AskedRegister | None = None) -> RegisterFile:
    """A file of the register, made for somebody."""
    made = ask_for_file(person=by, kind=kind, asked=asked or AskedRegister(Sought()))
    make_register_file(made.pk)
    return RegisterFile.objects.get(pk=made.pk)


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A file, a view that is shared, and one that is not, all of one officer."""
    permit = issued(replace(cast(), trader=trader))
    publish_permit(permit_id=permit.pk)
    officer = person(Role.MA_OFFICER, f"Registrar of {party.iso2}")
    shared = keep_view(person=officer, name="Living, valid", query="state=valid&term=LIV", is_shared=True)
    own = keep_view(person=officer, name="Mine alone", query="state=valid", is_shared=False)
    made = a_file(officer, asked=AskedRegister(Sought(text=permit.number)))
    return {"file": str(made.pk), "view": str(shared.pk), "own": str(own.pk)}
