"""Message catalogues without any program from outside: collect, merge, compile and check, all by Babel."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from localization.languages import LOCALE_FOLDER, Language
from localization.punctuation import is_cramped

KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|(?<!%)%[sdif]|(?<!\{)\{\w*\}(?!\})")


@dataclass(frozen=True, slots=True)
class Found:
    """One message in the source, with the file that it stands in."""

    file: str
    message: str | tuple[str, ...]
    context: str | None
    comments: list[str]


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong with a language's catalogue: texts not translated yet, placeholders that differ, and cramped signs.

    A text is ``cramped`` where its language sets signs apart by a no-break space, and it does not.
    """

    language: str
    total: int
    missing: list[str]
    broken: list[str]
    cramped: list[str] = field(default_factory=list)

    @property
    def percent(self) -> int:
        """How much is translated, in whole percent rounded down."""
        return 100 * (self.total - len(self.missing)) // self.total if self.total else 100


def messages_in(root: Path, folders: Iterable[str]) -> Iterator[Found]:
    """Every translatable text in the Python files, templates and text mails under `folders` of `root`."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not _skipped(path):
                yield from messages_in_file(path, str(path.relative_to(root)))


def messages_in_file(path: Path, name: str) -> Iterator[Found]:
    """The texts of one file, in the order in which they stand there."""
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        source = _as_python(templatize(source, origin=name))
    found = extract("python", BytesIO(source.encode()), KEYWORDS, ["Translators:"])
    for _line, message, comments, context in found:
        yield Found(name, message, context, comments)


def template_catalogue(messages: Iterable[Found]) -> Catalog:
    """All texts without translations, each naming the files that use it."""
    catalogue = Catalog(project="Archipelago", charset="utf-8")
    for each in messages:
        catalogue.add(each.message, locations=[(each.file, 0)], auto_comments=each.comments, context=each.context)
    return catalogue


def catalogue_path(language: Language, folder: Path = LOCALE_FOLDER) -> Path:
    return folder / language.catalogue_folder / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path) -> Catalog:
    """The catalogue in a .po file; an empty one when there is no file yet."""
    if not path.exists():
        return Catalog(charset="utf-8")
    with path.open("rb") as file:
        # The language is said by the folder: Babel refuses the names of languages that it lacks.
        return read_po(file, ignore_obsolete=True, charset="utf-8")


def merge(language: Language, template: Catalog, folder: Path = LOCALE_FOLDER) -> Path:
    """Bring the language's .po to the texts of today, keeping its translations; nothing is guessed."""
    path = catalogue_path(language, folder)
    kept = read_catalogue(path)
    kept.update(template, no_fuzzy_matching=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_po_text(kept, language))
    return path


def compile_catalogue(language: Language, chain: Iterable[Language], folder: Path = LOCALE_FOLDER) -> Path:
    """Write the .mo that gettext reads; gaps are filled from the nearest of `chain`."""
    catalogue = read_catalogue(catalogue_path(language, folder))
    for lender in chain:
        _borrow(catalogue, read_catalogue(catalogue_path(lender, folder)))
    path = catalogue_path(language, folder).with_suffix(".mo")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, _with_plural_forms(catalogue, language))
    return path


def check_catalogue(language: Language, template: Catalog, folder: Path = LOCALE_FOLDER) -> Health:
    """Compare a language's .po with the texts of today."""
    catalogue = read_catalogue(catalogue_path(language, folder))
    missing, broken, cramped = list[str](), list[str](), list[str]()
    for wanted in _texts(template):
        have = catalogue.get(wanted.id, wanted.context)
        if have is None or not _translated(have):
            missing.append(_first(wanted.id))
        elif not _placeholders_agree(have):
            broken.append(_first(wanted.id))
        elif language.sets_signs_apart and any(map(is_cramped, _strings(have))):
            cramped.append(_first(wanted.id))
    return Health(language.code, len(list(_texts(template))), missing, broken, cramped)


def _skipped(path: Path) -> bool:
    return bool({"migrations", "node_modules", "__pycache__", "build"} & set(path.parts))


def _as_python(templatized: str) -> str:
    """Django makes something for xgettext; for a Python tokenizer keep only its gettext calls."""
    calls = re.findall(
        r"(?:\b(?:n?p?gettext)|(?<!\w)_)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)", templatized
    )
    return "\n".join(calls) + "\n"


def _texts(catalogue: Catalog) -> Iterator[Message]:
    return (each for each in catalogue if each.id)


def _first(identity: str | list[str] | tuple[str, ...]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _translated(message: Message) -> bool:
    return all(_strings(message)) and not message.fuzzy


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _placeholders_agree(message: Message) -> bool:
    """Each text names the facts of the original; a singular may leave out its number."""
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or [])
    wanted = set(PLACEHOLDER.findall(" ".join(originals)))
    least = set(PLACEHOLDER.findall(originals[0])) & set(PLACEHOLDER.findall(originals[-1]))
    return all(least <= set(PLACEHOLDER.findall(text)) <= wanted for text in texts)


def _borrow(catalogue: Catalog, lender: Catalog) -> None:
    for message in _texts(lender):
        own = catalogue.get(message.id, message.context)
        if _translated(message) and (own is None or not _translated(own)):
            catalogue.delete(message.id, message.context)
            catalogue.add(message.id, message.string, context=message.context, flags=message.flags)


def _with_plural_forms(catalogue: Catalog, language: Language) -> Catalog:
    # Babel invents two forms for languages that it does not know well, so ours come from language.toml.
    count, _, expression = language.plural_forms.partition(";")
    rule = expression.strip().removeprefix("plural=").rstrip(";").strip("()")
    number = int(count.partition("=")[2])
    vars(catalogue).update(_locale=language.locale, _num_plurals=number, _plural_expr=rule)
    return catalogue


def _po_text(catalogue: Catalog, language: Language) -> bytes:
    """Without line numbers and dates, so that a change of code changes only the texts that it touches."""
    out = BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_lineno=False, sort_by_file=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language.catalogue_folder}\\n"\n"MIME-Version: 1.0\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {language.plural_forms}\\n"\n\n'
    )
    return header.encode() + out.getvalue()
