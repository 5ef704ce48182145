"""What rules say, each sentence once, with all the lines that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.translation import gettext

from cites.permits.models.specimens import letter
from cites.permits.words import english_in, sentence_of_reason
from kernel.reasons import Reason, Severity

_MOST_LETTERS = 20


@dataclass(slots=True)
class Told:
    """One sentence of a rule, and the lines that it is about; none where it is about the whole application.

    ``english`` are the words in it that stay English in every language.
    """

    code: str
    severity: Severity
    source: str
    text: str
    lines: list[int] = field(default_factory=list)
    english: str = ""

    @property
    def sentence(self) -> str:
        """The sentence after the letters of its lines."""
        if not self.lines:
            return self.text
        letters = ", ".join(map(letter, self.lines[:_MOST_LETTERS]))
        if len(self.lines) == 1:
            return gettext("Line %(letter)s: %(sentence)s") % {"letter": letters, "sentence": self.text}
        more = " …" if len(self.lines) > _MOST_LETTERS else ""
        return gettext("Lines %(letters)s: %(sentence)s") % {"letters": letters + more, "sentence": self.text}


def told_once(reasons: Iterable[Reason]) -> list[Told]:
    """Return the reasons in their order; what is said of several lines in the same words stands once."""
    found: dict[tuple[str, Severity, str, str, bool], Told] = {}
    seen: set[tuple[int, int]] = set()
    for reason in reasons:
        line, text = reason.data.get("line"), sentence_of_reason(reason)
        is_about_line = isinstance(line, int)
        key = (reason.code, reason.severity, reason.source, text, is_about_line)
        new = Told(reason.code, reason.severity, reason.source, text, english=english_in(reason))
        told = found.setdefault(key, new)
        if isinstance(line, int) and (id(told), line) not in seen:
            seen.add((id(told), line))
            told.lines.append(line)
    return list(found.values())


def with_english(sentence: str, words: str) -> str:
    """Mark ``words`` in a sentence as the English that they are, for screen readers."""
    before, found, after = sentence.partition(words) if words else (sentence, "", "")
    return format_html('{}<span lang="en">{}</span>{}', before, found, after) if found else sentence
