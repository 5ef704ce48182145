"""Files of the front door that no page serves itself."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

A_DAY = 24 * 3600


@require_safe
def picture(request: HttpRequest, path: str) -> FileResponse:
    """A picture in a size that a page asked for; any other file of the store does not exist here."""
    sizes = get_image_model().get_rendition_model()
    size = get_object_or_404(sizes, file=path)
    response = FileResponse(size.file.open("rb"))
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
