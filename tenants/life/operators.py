"""Who may do these things: hosting operators, who live in the shared schema."""

from typing import Any

from django.contrib.auth import get_user_model

from kernel.text import gettext_noop
from tenants.context import as_public
from tenants.errors import NotAnOperator

_ROLE = "operator"


def operator(email: str) -> Any:
    """Return the active hosting operator with that address; raise NotAnOperator where there is none."""
    with as_public():
        found: Any = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).first()
        if found is None or _ROLE not in found.roles:
            raise NotAnOperator(message=gettext_noop("%(email)s is no operator of this service"), data={"email": email})
        return found
