"""What a page can be made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class Fact(blocks.StructBlock):  # type: ignore[misc]  # Wagtail has no types
    """One thing worth knowing at a glance: a figure or a few words, and what it means."""

    figure = blocks.CharBlock(max_length=40, label=_("Figure or word"))
    meaning = blocks.CharBlock(max_length=200, label=_("What it means"))


class Body(blocks.StreamBlock):  # type: ignore[misc]  # Wagtail has no types
    """The parts of a page's text, in the order the editor chose."""

    heading = blocks.CharBlock(max_length=120, label=_("Heading"), template="cms/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"), template="cms/blocks/text.html")
    facts = blocks.ListBlock(Fact(), label=_("Facts"), template="cms/blocks/facts.html")
    note = blocks.TextBlock(label=_("Note set apart"), template="cms/blocks/note.html")
    picture = ImageBlock(label=_("Picture"), template="cms/blocks/picture.html")
