"""What a test reads of the operators' console."""

import re
from html import unescape
from typing import Any

from tenants.context import as_public
from tenants.models import Job, Party


def text(answer: Any) -> str:
    """What the page's own part says, without its marks."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def party(iso2: str = "BB") -> Party:
    with as_public():
        return Party.objects.get(iso2=iso2)


def the_job() -> Job:
    with as_public():
        return Job.objects.get()
