"""What must hold between the parts of a release, whoever owns them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, RootModel

from kernel.text import LocalisedText
from localization.languages import languages
from tenants.profiles.confirmation import value_at
from tenants.profiles.rules import Fault, missing, speaks
from tenants.releases.parts import ReleaseCheck


def _texts_speak_the_languages(parts: Mapping[str, Any]) -> Iterator[Fault]:
    """Every text that applicants read exists in each language of the site."""
    if "profile" not in parts:
        return
    known = {each.code for each in languages()}
    wanted = [code for code in parts["profile"].languages if speaks(known, code)]
    for name, part in parts.items():
        for key, text in texts_in(part) if name != "profile" else ():
            for code in missing(text, wanted) if text else ():
                yield {"part": name, "key": f"{key}.{code}", "reason": no_text_in(code)}


def no_text_in(code: str) -> str:
    """Return that a text is missing in that language, which is called as its own speakers call it."""
    named = next((each.local_name for each in languages() if each.code == code), code)
    return _("there is no text in %(language)s") % {"language": named}


def _marks_name_values(parts: Mapping[str, Any]) -> Iterator[Fault]:
    """What is marked as unconfirmed exists."""
    if "profile" not in parts:
        return
    for key in parts["profile"].unconfirmed:
        if value_at(parts, key) is None:
            yield {"part": "profile", "key": f"unconfirmed.{key}", "reason": _("there is no such value to confirm")}


def texts_in(value: Any, key: str = "") -> Iterator[tuple[str, LocalisedText]]:
    """Yield each text of a typed part with its dotted key, as the file has it."""
    if isinstance(value, LocalisedText):
        yield key, value
    elif isinstance(value, RootModel):
        yield from texts_in(value.root, key)
    else:
        for step, inner in _steps(value):
            yield from texts_in(inner, f"{key}.{step}" if key else step)


def _steps(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        yield from ((fields[name].alias or name, inner) for name, inner in value if name in fields)
    elif isinstance(value, dict):
        yield from ((str(name), inner) for name, inner in value.items())
    elif isinstance(value, list | tuple):
        yield from ((str(index), inner) for index, inner in enumerate(value))


LANGUAGES = ReleaseCheck("texts speak the languages", _texts_speak_the_languages)
MARKS = ReleaseCheck("marks name values", _marks_name_values)
