"""Putting up the front door, as often as one likes."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from cms.editors import EDITORS_GROUP
from cms.models import ContentPage, HomePage
from cms.openings import Opening, openings

PAGE_RIGHTS = ["add_page", "change_page", "publish_page"]
FILE_RIGHTS = [
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
]


@transaction.atomic
def ensure_front_door(*, host: str) -> HomePage:
    """Make sure that the site, its home page, its first pages and the editors' rights exist.

    What an editor has changed is left as it is, so this may run at every start.
    """
    first, *others = openings()
    home = HomePage.objects.first() or _new_home(first)
    _put_in_place(home, host)
    for opening in others:
        _ensure_page(home, opening)
    _ensure_editors(home)
    return home


def _new_home(opening: Opening) -> HomePage:
    root = Page.get_first_root_node()
    for page in root.get_children():
        if page.specific_class is Page:  # the welcome page that Wagtail's first migration leaves
            page.delete()
    home = HomePage(title=opening.title, slug=opening.slug, lead=opening.lead, body=opening.blocks)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    return home


def _put_in_place(home: HomePage, host: str) -> None:
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": host, "port": 80, "root_page": home, "site_name": "Archipelago"},
    )


def _ensure_page(home: HomePage, opening: Opening) -> None:
    if home.get_children().filter(slug=opening.slug).exists():
        return
    page = ContentPage(
        title=opening.title,
        slug=opening.slug,
        lead=opening.lead,
        body=opening.blocks,
        news_date=opening.news_date,
    )
    Page.objects.get(pk=home.pk).specific.add_child(instance=page)
    page.save_revision().publish()


def _ensure_editors(home: HomePage) -> None:
    group, _ = Group.objects.get_or_create(name=EDITORS_GROUP)
    group.permissions.add(_right("wagtailadmin", "access_admin"))
    for codename in PAGE_RIGHTS:
        right = _right("wagtailcore", codename)
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=right)
    files = Collection.get_first_root_node()
    for codename in FILE_RIGHTS:
        app = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
        GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=_right(app, codename))


def _right(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
