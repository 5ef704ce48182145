"""What comes from files: one file of a part, or a whole proposal, all of it or nothing."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from kernel.text import gettext_noop
from tenants.errors import ProfileFaulty
from tenants.profiles.files import layered_from, shipped_layers
from tenants.releases.deciding import propose
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.errors import ProposalWaiting
from tenants.releases.hands import ByOperator
from tenants.releases.models import Proposal
from tenants.releases.parts import ReleasePart
from tenants.releases.plain import written
from tenants.releases.queries import open_proposal


def data_of_file(part: ReleasePart, content: bytes, parts: Mapping[str, Any]) -> Any:
    """Return what the file of a part says, upon base and region, as plain data of the whole part.

    It is read as the country's own layer, so that what was downloaded comes back as it was. Base and region are
    those that it names, or else those of ``parts``, and are shipped ones. Raises ProfileFaulty where it is broken.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        stated = tomllib.loads(text) if part.is_file_of_tables else text
        written(stated)  # what is nested too deeply to be kept is refused here
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _faulty(part, str(error)) from error
    if not isinstance(stated, dict):
        return stated
    profile = stated if part.name == "profile" else parts.get("profile")
    return layered_from(shipped_layers(profile if isinstance(profile, dict) else {}), part.file, part.templates, stated)


def _faulty(part: ReleasePart, reason: str) -> ProfileFaulty:
    fault = {"file": part.file, "key": "", "reason": reason}
    return ProfileFaulty(message="%(file)s: %(reason)s", data=fault | {"faults": [fault]})


@transaction.atomic
def propose_files(*, parts: Mapping[str, Any], email: str, note: str, in_force_from: date | None = None) -> Proposal:
    """Propose ``parts`` to the active Party in the name of the operator with that address.

    Raises ProposalWaiting while a draft of the Party's own is open, which nobody may overwrite, and whatever
    ``propose`` raises.
    """
    if open_proposal() is not None:
        message = gettext_noop(
            "The Party is drafting a release itself. It has to decide on that first, or to withdraw it."
        )
        raise ProposalWaiting(message=message)
    by = ByOperator(email)
    draft = begin_draft(by=by)
    for name, data in parts.items():
        draft = change_part(proposal=draft, part=name, data=data, by=by)
    return propose(proposal=draft, by=by, note=note, in_force_from=in_force_from)
