"""What cannot wait until a Party that may only be read is open again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

View = Callable[..., HttpResponseBase]


def urgent(view: View) -> View:
    """Let a view change something also where its Party may only be read; for what averts harm and does nothing else."""
    marked: Any = view
    marked.is_urgent = True
    return view


def is_urgent(request: HttpRequest) -> bool:
    """Tell whether the view that answers a request is marked so."""
    try:
        return getattr(resolve(request.path_info).func, "is_urgent", False)
    except Resolver404:
        return False
