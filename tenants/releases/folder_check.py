"""Every fault of a profile on disk at once, each with the file of the layer that states the value."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from localization.languages import languages
from tenants.errors import ProfileFaulty
from tenants.profiles.files import BASE, PROFILE, PROFILES, layers, read_toml, templates_in
from tenants.profiles.merging import merged
from tenants.profiles.rules import Fault
from tenants.profiles.templates import beginnings, faults_of_layers, template_chain, template_named, together
from tenants.releases.agreement import no_text_in
from tenants.releases.check import faults_in
from tenants.releases.parts import ReleasePart, release_parts

Files = dict[Path, Any]
_NOTES = (".md", ".txt")


def faults_of_folder(folder: Path) -> list[Fault]:
    """Return file, key and reason of every fault of the profile in ``folder``, wherever it lies."""
    try:
        found = layers(folder)
        faults: list[Fault] = []
    except ProfileFaulty as error:
        # Without its region a country lacks much that is no fault of its own: check what it has upon the base.
        faults, found = list(error.data["faults"]), [PROFILES / BASE, folder]
        if not (folder / PROFILE).exists():
            return faults
    known = {fault["file"] for fault in faults}
    for part_faults in (_faults_of_files(found, known), _strange_files(folder)):
        faults += part_faults
    return sorted(faults, key=lambda fault: (fault["file"], fault["key"]))


def _faults_of_files(found: list[Path], known: set[str]) -> Iterator[Fault]:
    parts: dict[str, Any] = {}
    files: dict[str, Files] = {}
    broken: set[str] = set()
    for part in release_parts:
        read = _Reading(part, found)
        files[part.file], parts[part.name] = read.files, read.together()
        broken |= {part.file} if read.faults else set()
        yield from (fault for fault in read.faults if fault["file"] not in known)
    said: list[Fault] = []
    for fault in faults_in(parts):
        # What a broken file would have said is not missing.
        if fault["file"] not in broken or fault["reason"] not in _said_of_nothing():
            part = next(each for each in release_parts if each.file == fault["file"])
            path, key = _stating(part, files[part.file], fault["key"], found[-1] / part.file)
            said.append(fault | {"file": str(path), "key": key})
    # What several tables have from one is said once.
    yield from (fault for place, fault in enumerate(said) if fault not in said[:place])


def _said_of_nothing() -> set[str]:
    return {_("is missing"), *(no_text_in(each.code) for each in languages())}


class _Reading:
    """The files of a part as they lie in the layers, its template first, with what is wrong with them as files."""

    def __init__(self, part: ReleasePart, layers: list[Path]) -> None:
        self.part, self.files, self.faults = part, Files(), list[Fault]()
        for path in (layer / part.file for layer in layers if (layer / part.file).exists()):
            self._read(path)
        if part.templates:
            self._begin_as_template(templates_in(layers, part.templates))

    def together(self) -> Any:
        """What they say together, as far as it can be told."""
        if not self.part.is_file_of_tables:
            return next(reversed(self.files.values()), "")
        said = list(self.files.values())
        return together(said) if self.part.templates else merged(said)

    def _read(self, path: Path) -> Any:
        try:
            self.files[path] = read_toml(path) if self.part.is_file_of_tables else path.read_text("utf-8")
        except (ProfileFaulty, UnicodeDecodeError) as error:
            reason = error.data["reason"] if isinstance(error, ProfileFaulty) else str(error)
            self.faults.append({"file": str(path), "key": "", "reason": reason})
        return self.files.get(path, {})

    def _begin_as_template(self, offered: dict[str, Path]) -> None:
        own, self.files = self.files, {}
        named = template_named(list(own.values()), offered) or next(iter(offered), None)
        chain = template_chain(named, offered, lambda name: self._read(offered[name]))
        self.files = {offered[name]: layer for name, layer in chain.items()} | own
        self.faults += faults_of_layers(self.files, offered)


def _stating(part: ReleasePart, files: Files, key: str, country: Path) -> tuple[Path, str]:
    """The file of the highest layer that states the value, or all but its last steps, and its key there.

    Where none does it is the country's own.
    """
    steps = key.split(".") if key else []
    for depth in range(len(steps), 0, -1):
        for name, paths in _where_to_look(part, files, steps[0]):
            for path in reversed(paths):
                if _states(files[path], [name, *steps[1:depth]]):
                    # A value that is missing from a table is for the country to add.
                    return (path, ".".join([name, *steps[1:]])) if depth == len(steps) else (country, key)
    return (country if country in files or not files else next(reversed(files))), key


def _where_to_look(part: ReleasePart, files: Files, name: str) -> Iterator[tuple[str, list[Path]]]:
    """The table in which a value stands, and those as which it begins, with the files that count for each."""
    if not part.templates:
        yield name, list(files)
        return
    for each, stating in beginnings(name, list(files.values())):
        yield each, [path for path, said in files.items() if any(said is one for one in stating)]


def _states(stated: Any, steps: list[str]) -> bool:
    for step in steps:
        if isinstance(stated, list) and step.isdigit() and int(step) < len(stated):
            stated = stated[int(step)]
        elif isinstance(stated, dict) and step in stated:
            stated = stated[step]
        else:
            return False
    return True


def _strange_files(folder: Path) -> Iterator[Fault]:
    """A file that no part reads is most often a misspelt one."""
    known = {part.file for part in release_parts}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in known and path.suffix not in _NOTES and not path.name.startswith("."):
            yield {
                "file": str(path),
                "key": "",
                "reason": _("is read by nobody; a profile has %(files)s") % {"files": ", ".join(sorted(known))},
            }
