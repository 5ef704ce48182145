"""How long the PDF of a permit of two lines takes, from its rows and in typst alone; and its signature, in pyHanko alone."""

import json
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import typst
from _bare import bare_signer, bare_typesetter
from _place import milliseconds, product, show

OURS, BARE = 30, 5


def main() -> None:
    with product(as_owner=False):
        from django.db import transaction

        from tenants.context import party_context
        from tenants.models import Party

        with party_context(Party.objects.get(iso2="BB", practice=False)), transaction.atomic():
            show("one permit of two lines", _measured())
            show("one permit, made and signed", _signed())
            transaction.set_rollback(True)


def _measured() -> dict[str, list[float]]:
    from cites.permits.documents import typesetting
    from cites.permits.documents.publishing import render_permit, sheet_for
    from cites.permits.documents.render import render_pdf
    from tests.factories.permits import cast, issued

    form = Path(typesetting.__file__).parent / "form.typ"
    permit = issued(cast())
    sheet = sheet_for(permit, permit.lines.all())
    numbers = (f"26BB{n:06}" for n in count(100))

    def another() -> Any:
        """A sheet that typst, which remembers what it has set before, has not seen."""
        return replace(sheet, number=next(numbers))

    def bare() -> None:
        inputs = {"sheet": json.dumps(another().facts(), ensure_ascii=False)}
        typst.compile(form, format="pdf", sys_inputs=inputs, pdf_standards=list(typesetting.TAGGED))

    first = milliseconds(lambda: render_pdf(sheet), 1)
    return {
        "bare typst.compile of the same form, a compiler each": milliseconds(bare, BARE),
        "ours: the first document of a process": first,
        "ours: another document, the compiler kept": milliseconds(lambda: render_pdf(another()), OURS),
        "ours: the same document again": milliseconds(lambda: render_pdf(sheet), OURS),
        "ours: the same again, from the database's rows": milliseconds(lambda: render_permit(permit), OURS),
    }


def _signed() -> dict[str, list[float]]:
    """The whole of an original against typst and pyHanko called with nothing of ours around them."""
    from cites.permits.documents.publishing import sheet_for
    from cites.permits.documents.render import render_pdf
    from cites.permits.documents.signature import sign_document
    from cites.permits.signing.signers import signer_in_use
    from tests.factories.permits import cast, issued

    permit, numbers = issued(cast()), (f"26BB{n:06}" for n in count(100_000))
    typeset = bare_typesetter(sheet_for(permit, permit.lines.all()))

    def ours() -> None:
        sign_document(render_pdf(replace(sheet_for(permit, permit.lines.all()), number=next(numbers))), permit)

    pdf, bare = typeset(), bare_signer(signer_in_use())
    ours()
    return {
        "bare typst, a compiler that is kept, and bare pyHanko": milliseconds(lambda: bare(typeset()), OURS),
        "ours: rows, XML, typst, key opened, signature": milliseconds(ours, OURS),
        "bare pyHanko alone": milliseconds(lambda: bare(pdf), OURS),
        "ours: the signature alone": milliseconds(lambda: sign_document(pdf, permit), OURS),
    }


if __name__ == "__main__":
    main()
