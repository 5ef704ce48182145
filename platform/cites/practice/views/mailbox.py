"""The mails that a practice twin keeps."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cites.practice.door import for_its_people
from cites.practice.models import InsideMail

PAGE_SIZE = 25


@never_cache
@require_safe
@for_its_people
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mails, the latest first; those to one address when it is named."""
    to = request.GET.get("to", "").replace("\x00", "").strip()[:254]
    found = InsideMail.objects.filter(recipients__icontains=to) if to else InsideMail.objects.all()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "practice/mailbox.html", {"page": page, "to": to})


@never_cache
@require_safe
@for_its_people
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail, whose links work."""
    return render(request, "practice/letter.html", {"mail": get_object_or_404(InsideMail, pk=pk)})
