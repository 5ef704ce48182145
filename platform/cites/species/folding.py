"""How names are folded for searching: what the hand leaves out does not hide the name."""

import re
import unicodedata

# The glottal stop of Polynesian spelling is written with any of these, or not at all.
_GLOTTAL_STOPS = str.maketrans("", "", "'`´ʹʻʼʽʾʿˈ‘’‛′ꞌ")
_LIGATURES = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ı": "i"})
_NO_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return ``text`` without case, accents, glottal stops, hyphens or doubled spaces.

    Folding twice changes nothing, so that stored and typed names can be compared.
    """
    bare = unicodedata.normalize("NFKD", text.translate(_GLOTTAL_STOPS).casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()
    plain = unicodedata.normalize("NFKC", letters).translate(_GLOTTAL_STOPS).translate(_LIGATURES)
    return _NO_WORD.sub(" ", plain).strip()


def words_of(plain: str) -> str:
    """Return the words of a folded name as PostgreSQL writes a text search vector: read again, they are the same."""
    return " ".join(f"'{word}'" for word in sorted({*plain.split()}, key=str.encode))
