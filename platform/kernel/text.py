"""Texts that exist in several languages, and texts that will be translated at the edge."""

import re
from typing import Any, Final

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged; for rules, which import no Django."""
    return message


# Control signs but tab and line ends, marks that turn the direction of what follows, and blanks without a width.
# Joiners (U+200C, U+200D) stay: Hindi and Arabic are written with them.
_UNSEEN: Final = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def without_unseen_signs(text: str) -> str:
    """Return ``text`` without signs that nobody sees but that make it read otherwise than it is written."""
    return _UNSEEN.sub("", text)


class LocalisedText(dict[str, str]):
    """One text by language code, e.g. ``{"en": "Permit", "fr": "Permis"}``."""

    def in_language(self, language: str) -> str:
        """Return the text in ``language``, else its base language, else English, else any, else nothing."""
        for code in (language, language.split("-")[0], "en"):
            if self.get(code):
                return self[code]
        return next(iter(self.values()), "")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.dict_schema(core_schema.str_schema(max_length=35), core_schema.str_schema(min_length=1))
        )
