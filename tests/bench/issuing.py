"""How long a permit takes from the signatory's step to its signed PDF, beside bare typst and pyHanko and its SQL."""

import statistics
import sys
import time
from collections.abc import Callable
from operator import add
from typing import Any
from unittest.mock import patch

from _bare import bare_signer, bare_typesetter
from _place import milliseconds, product, show

PERMITS = 20


def main() -> None:
    with product(as_owner=False):
        from tenants.context import party_context
        from tenants.models import Party

        with party_context(Party.objects.get(iso2="BB", practice=False)):
            measured = _measured()
            show("one permit of two lines, from the step to the signed PDF", measured)
            for name, taken in measured.items():
                sys.stdout.write(f"{1000 / statistics.median(taken):8.1f} permits a second on one worker: {name}\n")


def _measured() -> dict[str, list[float]]:
    from cites.permits.documents.publishing import publish_permit, sheet_for
    from cites.permits.models import Permit
    from cites.permits.signing.signers import signer_in_use
    from tests.factories.permits import CONCH, SHELLS, an_application, cast, do, issued, pay, to_payment

    who = cast()
    waiting = [to_payment(an_application(who.trader, (CONCH, SHELLS)), who) for _each in range(PERMITS + 1)]
    for application in waiting:
        pay(application, who)

    def ours() -> None:
        application = waiting.pop()
        do(application, "issue", who.signatory)
        publish_permit(permit_id=Permit.objects.get(application=application).pk)

    ours()  # the first of a process reads fonts, keys and the release
    printed = issued(who)
    typeset = bare_typesetter(sheet_for(printed, printed.lines.all()))
    sign, in_database = bare_signer(signer_in_use()), []
    whole = milliseconds(lambda: in_database.append(_in_database(ours)), len(waiting))
    alone = milliseconds(lambda: sign(typeset()), PERMITS)
    return {
        "bare typst and pyHanko, and the time of its SQL": list(map(add, alone, in_database)),
        "ours: the step, the document, the signature": whole,
        "bare typst and pyHanko alone": alone,
        "its SQL alone, as long as the database took": in_database,
    }


def _in_database(work: Callable[[], object]) -> float:
    """Do the work; return for how many milliseconds of it PostgreSQL was waited for, its commits included."""
    from django.db import connection

    waited = 0.0

    def clocked(ask: Callable[..., Any], *asked: Any) -> Any:
        nonlocal waited
        begun = time.perf_counter()
        try:
            return ask(*asked)
        finally:
            waited += time.perf_counter() - begun

    commit = connection._commit
    with (
        patch.object(connection, "_commit", lambda: clocked(commit)),
        connection.execute_wrapper(clocked),
    ):
        work()
    return waited * 1000


if __name__ == "__main__":
    main()
