"""The tags that pages are written with; the cheat-sheet is docs/reference/look.md."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.http import QueryDict
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cites.look.drawing import Drawing, draw
from cites.look.folding import Group, groups_of
from cites.look.forms import complaints as complaints_of
from cites.look.status import appearance, mark_of

register = template.Library()

Text = str | Promise


@register.simple_block_tag
def wrap(content: str, element: str, classes: str, label: Text = "") -> str:
    """The content inside an element, named by its label; nothing when there is no content."""
    if not content.strip():
        return ""
    attributes = flatatt({"class": classes, **({"aria-label": label} if label else {})})
    return format_html("<{}{}>{}</{}>", element, attributes, content, element)


@register.filter
def in_groups(form: BaseForm) -> list[Group]:
    """The fields of a form in groups, of which some are folded away."""
    return list(groups_of(form))


@register.simple_tag
def attrs(widget: Mapping[str, Any], base: str, *, drop: str = "") -> SafeString:
    """The attributes of a widget with GOV.UK's class, marked when the field is in error."""
    own = dict(widget["attrs"])
    classes = [base, str(own.pop("class", ""))]
    if own.get("aria-invalid"):
        classes.insert(1, f"{base}--error")
    for name in ("required", *drop.split()):
        own.pop(name, None)
    return flatatt({"class": " ".join(filter(None, classes)), **own})


@register.simple_tag
def options(widget: Mapping[str, Any]) -> SafeString:
    """The options of a list. Written here and not by a template, which takes long over two hundred countries."""
    return SafeString("".join(_group(name, choices) for name, choices, _index in widget["optgroups"]))


def _group(name: Text | None, choices: Iterable[Mapping[str, Any]]) -> SafeString:
    written = SafeString("".join(map(_option, choices)))
    if not name:
        return written
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, written)


def _option(option: Mapping[str, Any]) -> SafeString:
    state = SafeString(" selected" if option["selected"] else "")
    return format_html('\n    <option value="{}"{}>{}</option>', option["value"], state, option["label"])


@register.simple_tag
def keyboard(widget: Mapping[str, Any]) -> str:
    """The keyboard a phone shows for a number: with a decimal sign only where fractions are allowed."""
    step = str(widget["attrs"].get("step", "1"))
    return "numeric" if step == "1" else "decimal"


@register.inclusion_tag("components/tag.html")
def status(key: str, label: Text = "") -> dict[str, Any]:
    """A status in words and shape."""
    kind, word = appearance(key)
    return {"kind": kind, "mark": mark_of(key), "label": label or word}


@register.inclusion_tag("components/mark.html")
def mark(key: str) -> dict[str, str]:
    """The shape of a status alone, beside words that say it."""
    return {"kind": mark_of(key)}


@register.simple_block_tag
def row(content: str, label: Text, href: str = "", action: Text = "") -> str:
    """One row of a summary list."""
    link = ""
    if href:
        link = format_html(
            '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
            '<span class="govuk-visually-hidden"> {}</span></a></dd>',
            href,
            action or _("Change"),
            label,
        )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        "" if href else " govuk-summary-list__row--no-actions",
        label,
        content,
        link,
    )


@register.simple_block_tag
def panel(content: str, title: Text) -> str:
    """The confirmation after a deed; its title is the page's h1."""
    return format_html(
        '<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">{}</h1>'
        '<div class="govuk-panel__body">{}</div></div>',
        title,
        content,
    )


@register.simple_block_tag
def inset(content: str) -> str:
    """An indented note."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning(content: str) -> str:
    """A warning that is also announced as one."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">{}</span> {}</strong></div>',
        _("Warning"),
        content,
    )


@register.simple_block_tag
def details(content: str, summary: Text) -> str:
    """A text to unfold."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def banner(content: str, title: Text, kind: str = "") -> str:
    """A notification banner."""
    return format_html(
        '<div class="govuk-notification-banner{}" role="region" aria-label="{}">'
        '<div class="govuk-notification-banner__header"><p class="govuk-notification-banner__title">{}</p></div>'
        '<div class="govuk-notification-banner__content">{}</div></div>',
        f" govuk-notification-banner--{kind}" if kind else "",
        title,
        title,
        content,
    )


@register.simple_block_tag
def card(content: str, title: Text) -> str:
    """A bordered box with a heading."""
    return format_html(
        '<section class="a-card"><h2 class="govuk-heading-s">{}</h2>{}</section>',
        title,
        content,
    )


@register.simple_block_tag
def empty(content: str, title: Text) -> str:
    """What an empty list says: what will be here and what to do first."""
    return format_html(
        '<div class="a-empty"><h2 class="govuk-heading-m">{}</h2><div class="govuk-body">{}</div></div>',
        title,
        content,
    )


@register.simple_tag
def back_link(href: str, label: Text = "") -> str:
    """The way back."""
    return format_html('<a class="govuk-back-link" href="{}">{}</a>', href, label or _("Back"))


@register.simple_tag
def button(label: Text, href: str = "", kind: str = "") -> str:
    """A button that sends the form, or with an address a link that looks like one."""
    classes = f"govuk-button govuk-button--{kind}" if kind else "govuk-button"
    if href:
        return format_html(
            '<a class="{}" href="{}" role="button" draggable="false">{}</a>',
            classes,
            href,
            label,
        )
    return format_html('<button class="{}" type="submit">{}</button>', classes, label)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list, keeping the rest of the address."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query.pop("page", None)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    prefix = f"?{query.urlencode()}&page=" if query else "?page="
    return {
        "page": page,
        "numbers": list(numbers),
        "prefix": prefix,
        "gap": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/process.html")
def process_drawing(steps: Iterable[tuple[str, str]], layout: str = "row") -> dict[str, Any]:
    """Where a case stands, drawn and told; ``layout="list"`` draws it downwards at every width."""
    drawing: Drawing = draw(list(steps))
    return {"drawing": drawing, "as_list": layout == "list"}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """What happened, in the order given."""
    return {"items": items}


@register.inclusion_tag("components/form_page.html", takes_context=True)
def form_page(context: Context, form: Any, action: str = "", cancel: str = "") -> dict[str, Any]:
    """A whole form: errors' home, fields, button."""
    return {
        "form": form,
        "action": action,
        "cancel": cancel,
        "csrf_token": context.get("csrf_token", mark_safe("")),
    }


@register.filter
def error_links(form: Any, formset: Any = None) -> list[tuple[str, str]]:
    """The errors of a form or formset as (id of the field, text); without an id for those of the whole."""
    links: list[tuple[str, str]] = []
    for source in filter(None, (form, formset)):
        whole = getattr(source, "non_form_errors", None)
        links += [("", str(error)) for error in whole()] if whole else []
        for one in source if whole else [source]:
            links += _links_of(one)
    return links


def _links_of(form: Any) -> list[tuple[str, str]]:
    links = [("", str(error)) for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else field.id_for_label or field.auto_id
        links += [(target, text) for text in complaints_of(field, named=True)]
    return links


@register.filter
def complaints(field: Any) -> list[str]:
    """What is wrong with a field, in words that say what to do."""
    return complaints_of(field)


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each cell with its column."""
    return list(zip(cells, columns, strict=False))
