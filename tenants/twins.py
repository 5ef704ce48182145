"""A Party's practice twin: where it is, and the code that lets trainees in."""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

from kernel.text import gettext_noop
from tenants.context import as_public
from tenants.errors import UnknownParty
from tenants.models import Party

_LETTERS = 12
_GROUP = 4


def find_twin(party: Party) -> Party | None:
    """Return the practice twin of ``party``, or None where none was made."""
    return None if party.practice else _find(party.iso2, practice=True)


def twin(party: Party) -> Party:
    """Return the practice twin of ``party``; raise UnknownParty where none was made."""
    found = find_twin(party)
    if found is None:
        raise UnknownParty(message=gettext_noop("%(party)s has no practice site"), data={"party": party.name})
    return found


def find_original(of: Party) -> Party | None:
    """Return the Party whose practice twin ``of`` is, or None when it is not served here."""
    return _find(of.iso2, practice=False)


def access_code(of: Party) -> str:
    """Return the code that lets trainees into a practice twin, e.g. ``K7QM-4XWP-T2RD``; another after each refresh.

    It derives from the deployment's key, so nothing is stored: 60 bits.
    """
    digest = salted_hmac("tenants.twins.access_code", f"{of.schema_name}:{of.login_version}", algorithm="sha256")
    letters = base64.b32encode(digest.digest()).decode()[:_LETTERS]
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP))


def opens(of: Party, typed: str) -> bool:
    """Tell whether ``typed`` is the access code of a practice twin; case, spaces and hyphens do not matter."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return of.practice and constant_time_compare(plain, access_code(of).replace("-", ""))


def _find(iso2: str, *, practice: bool) -> Party | None:
    with as_public():
        found: Party | None = Party.objects.filter(iso2=iso2, practice=practice).first()
        return found
