"""A release as the files of a profile: each states only what differs from base and region, and reads back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Item

from tenants.profiles.files import BASE, PROFILE, layered_from, shipped_layers, shipped_regions
from tenants.releases.parts import ReleasePart, release_parts
from tenants.releases.plain import code_of
from tenants.releases.stating import has_order, least_upon_template, stated

_WIDTH = 100


def files_of(parts: Mapping[str, Any], heading: str = "") -> dict[str, str]:
    """Return the text of each file by its name; one that would state nothing is left out.

    Layers that lie in a folder of the Party's own are not ours to name: what they say is stated here.
    """
    profile = _with_shipped_layers(parts["profile"])
    above = shipped_layers(profile)
    found = {}
    for part in release_parts:
        data = profile if part.name == "profile" else parts.get(part.name)
        text = _text_of(part, data, above) if data is not None else ""
        if text:
            found[part.file] = _headed(heading, text, part)
    return found


def write_files(parts: Mapping[str, Any], folder: Path, heading: str = "") -> list[Path]:
    """Write the files of a release into ``folder``, remove those it needs no more, and return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = files_of(parts, heading)
    for part in release_parts:
        if part.file in texts:
            (folder / part.file).write_text(texts[part.file], "utf-8")
        else:
            (folder / part.file).unlink(missing_ok=True)
    return [folder / name for name in texts]


def _with_shipped_layers(profile: dict[str, Any]) -> dict[str, Any]:
    """The profile without names of layers that are not shipped here."""
    shipped = {"base": {BASE}, "region": shipped_regions()}
    return {key: value for key, value in profile.items() if key not in shipped or value in shipped[key]}


def _text_of(part: ReleasePart, data: Any, above: list[Path]) -> str:
    if part.templates:
        return tomlkit.dumps(_document(least)) if (least := least_upon_template(part, data, above)) else ""
    below = layered_from(above, part.file)
    if not part.is_file_of_tables:
        return "" if data == below else str(data)
    least = _as_read(part, stated(below, data))
    return tomlkit.dumps(_document(least)) if least or part.file == PROFILE else ""


def _as_read(part: ReleasePart, table: dict[str, Any]) -> dict[str, Any]:
    """The fields of a file in the order in which they are documented."""
    fields = [name for name in part.schema.model_fields if name in table]
    return {key: table[key] for key in [*fields, *(key for key in table if key not in fields)]}


def _headed(heading: str, text: str, part: ReleasePart) -> str:
    return f"# {heading}\n\n{text}" if heading and part.is_file_of_tables else text


def _document(table: dict[str, Any]) -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    _fill(document, table)
    return document


def _fill(container: Any, table: dict[str, Any]) -> None:
    """Single values first, as TOML wants them; among tables alone each is one of its own, to keep their order."""
    kept = {key: value for key, value in table.items() if value is not False}
    apart = has_order(kept) and any(map(_is_table, kept.values()))
    tables = {key for key, value in table.items() if _is_table(value) or (apart and key in kept)}
    for key in sorted(table, key=lambda each: each in tables):
        container.add(key, _table(table[key]) if key in tables else _item(table[key]))


def _item(value: Any) -> Item:
    if isinstance(value, dict):
        return _inline(value)
    if isinstance(value, list) and code_of(value):
        rows = tomlkit.array().multiline(True)
        for each in value:
            rows.append(_inline(each))
        return rows
    if isinstance(value, str) and len(value) > _WIDTH and "\n" in value[1:] and value[0] != "\n" and "\r" not in value:
        return tomlkit.string(value, multiline=True)
    return tomlkit.item(value)  # type: ignore[no-any-return]


def _table(table: dict[str, Any]) -> Item:
    made = tomlkit.table(is_super_table=bool(table) and all(map(_is_table, table.values())))
    _fill(made, table)
    return made


def _inline(table: dict[str, Any]) -> InlineTable:
    made = tomlkit.inline_table()
    for key, value in table.items():
        made.append(key, value)
    return made


def _is_table(value: Any) -> bool:
    """Tell whether it is written as a table of its own; a short text in several languages stands in one line."""
    if not isinstance(value, dict):
        return False
    short = bool(value) and all(isinstance(each, str) and "\n" not in each for each in value.values())
    return not short or sum(len(key) + len(each) + 8 for key, each in value.items()) > _WIDTH
