"""Whether this process lives, and whether it can serve."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process lives."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when PostgreSQL and Redis answer, else 503 naming which does not."""
    faults = [name for name, check in (("database", _ask_database), ("redis", _ask_redis)) if not check()]
    return JsonResponse(
        {"status": "ok" if not faults else "waiting", "waiting_for": faults}, status=503 if faults else 200
    )


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
