"""Before words come into force they are set once, in every language of documents: what cannot be printed is said."""

from collections.abc import Iterator, Mapping
from typing import Any

from cites.permits.documents.specimens import try_words
from cites.permits.errors import CannotPrint
from localization.sentences import sentence_of
from tenants.profiles.schema import Profile
from tenants.releases.parts import ReleaseCheck


def _words_can_be_printed(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    profile: Profile = parts["profile"]
    chosen = profile.beside.language
    for language in profile.document_languages if chosen else ():
        try:
            try_words(profile, language)
        except CannotPrint as error:
            key = ".".join(filter(None, ("beside.words", chosen, str(error.data.get("name", "")))))
            yield {"part": "profile", "key": key, "reason": sentence_of(error)}
            return


PRINTABLE = ReleaseCheck("words of the form can be printed", _words_can_be_printed)
