"""Whether this process lives, whether it can serve, and what it has to do without meanwhile."""

from typing import Final

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse

from tenants.attachments.scanning import scanner_is_there

SCANNER_ASKED_EVERY: Final = 15  # seconds; a probe comes more often
SCANNER_MAY_TAKE: Final = 1.0  # second, for a probe that waits long is taken for a process that does not serve


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process lives."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when PostgreSQL and Redis answer, else 503 naming which does not.

    ``degraded`` names what else does not answer; without it the service goes on, so that the status stays 200.
    """
    faults = [name for name, check in (("database", _ask_database), ("redis", _ask_redis)) if not check()]
    degraded = [] if faults or _ask_scanner() else ["scanner"]
    status = "waiting" if faults else "degraded" if degraded else "ok"
    return JsonResponse({"status": status, "waiting_for": faults, "degraded": degraded}, status=503 if faults else 200)


def _ask_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever is wrong, the answer is "not ready"
        connection.close()
        return False
    return True


def _ask_redis() -> bool:
    try:
        cache.get("readyz")
    except Exception:  # as above
        return False
    return True


def _ask_scanner() -> bool:
    """Whether the scanner for viruses answers or none is set up, as it was when it was last asked."""
    found: bool | None = cache.get("readyz.scanner")
    if found is None:
        found = scanner_is_there(patience=SCANNER_MAY_TAKE)
        cache.set("readyz.scanner", found, SCANNER_ASKED_EVERY)
    return found
