"""The addresses for programs, under ``/api/``; what each takes and gives is in ``/api/openapi.json``.

An error is a problem in the form of RFC 9457, with the parameters at fault.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from cites.permits.api import router as permits
from cites.permits.api_verify import router as verification
from cites.permits.api_verify_document import router as documents
from cites.permits.errors import AskedTooOften, FaultyQuestion
from localization.sentences import sentence_of

api = NinjaAPI(
    title="Archipelago",
    version="1",
    description="What a Party's permit service tells to programs. Answers are advice; an authority decides.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", permits)
api.add_router("", verification)
api.add_router("", documents)


def _problem(status: int, title: str, parameters: Mapping[str, str] | None = None) -> HttpResponse:
    """Return a problem: its title in the reader's language, and what is wrong with which parameter."""
    errors = [{"parameter": name, "detail": detail} for name, detail in (parameters or {}).items()]
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "errors": errors}
    return JsonResponse(body, status=status, content_type="application/problem+json")


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which parameters have not the form that they should have."""
    wrong = {
        str(each["loc"][-1]): _("This is missing, or does not have the form that it should.") for each in error.errors
    }
    return _problem(422, _("The question cannot be understood."), wrong)


@api.exception_handler(FaultyQuestion)
def faulty(request: HttpRequest, error: FaultyQuestion) -> HttpResponse:
    """Say which parameters mean nothing on the day."""
    return _problem(422, sentence_of(error), error.data["parameters"])


@api.exception_handler(AskedTooOften)
def too_often(request: HttpRequest, error: AskedTooOften) -> HttpResponse:
    """Ask to wait a minute."""
    answer = _problem(429, sentence_of(error))
    answer["Retry-After"] = "60"
    return answer
