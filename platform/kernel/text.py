"""Texts that exist in several languages, and texts that will be translated at the edge."""

from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged; for rules, which import no Django."""
    return message


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
