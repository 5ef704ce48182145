"""The pages of the shared front door."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import Body
from cms.queries import front_doors

NEWS_SHOWN = 5


class HomePage(Page):  # type: ignore[misc]  # Wagtail has no types
    """The front door itself: what this service is, which Parties it serves, and the news."""

    lead = models.TextField(_("opening sentences"), max_length=600)
    body = StreamField(Body(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["cms.ContentPage"]
    max_count = 1
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "front_doors": front_doors(request), "news": self.latest_news()}

    def latest_news(self) -> list["ContentPage"]:
        """The dated pages under this one, the newest first."""
        dated = ContentPage.objects.live().descendant_of(self).filter(news_date__isnull=False)
        return list(dated.order_by("-news_date", "title")[:NEWS_SHOWN])


class ContentPage(Page):  # type: ignore[misc]  # Wagtail has no types
    """A page of text; with a date it is news and is listed on the home page."""

    news_date = models.DateField(_("date of the news"), null=True, blank=True)
    lead = models.TextField(_("opening sentences"), max_length=600, blank=True)
    body = StreamField(Body(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("news_date"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ContentPage"]
    template = "cms/content_page.html"

    class Meta:
        verbose_name = _("page")
