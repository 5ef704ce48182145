"""How long a permit takes from the signatory's step to its signed PDF, beside typst, pyHanko and its own SQL run bare."""

import statistics
import sys
from collections.abc import Callable
from typing import Any

from _place import milliseconds, product, show
from documents import bare_signer, bare_typesetter

PERMITS = 20


def main() -> None:
    with product(as_owner=False):
        from django.db import transaction

        from tenants.context import party_context
        from tenants.models import Party

        with party_context(Party.objects.get(iso2="BB", practice=False)), transaction.atomic():
            measured = _measured()
            show("one permit of two lines, from the step to the signed PDF", measured)
            for name, taken in measured.items():
                sys.stdout.write(f"{1000 / statistics.median(taken):8.1f} permits a second on one worker: {name}\n")
            transaction.set_rollback(True)


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
    sign, replay = bare_signer(signer_in_use()), _replayed(lambda: (ours(), waiting.append(waiting[0])))
    bare = milliseconds(lambda: (replay(), sign(typeset())), PERMITS)
    return {
        "bare SQL, typst and pyHanko": bare,
        "ours: the step, the document, the signature": milliseconds(ours, len(waiting) - 1),
        "bare SQL alone": milliseconds(replay, PERMITS),
    }


def _replayed(work: Callable[[], object]) -> Callable[[], None]:
    """Return what executes the statements of ``work`` once more, with nothing of ours around them; both are undone."""
    from django.db import connection, transaction

    kept: list[tuple[Any, ...]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("SET CONSTRAINTS"):  # rows are numbered on, so that the second ones hang in the air
            kept.append((sql, params, many))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(keep):
            work()
        transaction.set_rollback(True)

    def replay() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for sql, params, many in kept:
                    cursor.executemany(sql, params) if many else cursor.execute(sql, params)
            transaction.set_rollback(True)

    return replay


if __name__ == "__main__":
    main()
