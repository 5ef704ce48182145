"""What a profile may say, for editors (JSON Schema) and for readers (a table), both from its typed shape."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenants.profiles.files import BASE, PROFILES, templates_in
from tenants.profiles.templates import LIKE, STANDARD, TEMPLATE, WHOLE
from tenants.releases.parts import ReleasePart, release_parts

SCHEMAS = PROFILES / "schemas"
_LIFTED = {"const": False}
PAGE = PROFILES.parents[1] / "docs" / "reference" / "profile.md"
MARK = "<!-- what follows is written by manage.py write_profile_schema -->"


def published() -> dict[Path, str]:
    """Return the text of each published file by its path."""
    files = {SCHEMAS / f"{part.name}.schema.json": _as_json(editor_schema(part)) for part in _tables()}
    if PAGE.exists():
        head = PAGE.read_text("utf-8").split(MARK)[0]
        files[PAGE] = f"{head}{MARK}\n{reference()}"
    return files


def editor_schema(part: ReleasePart) -> dict[str, Any]:
    """Return the JSON Schema of one layer's file: nothing is required, for a layer states only what differs."""
    schema = _beginning(part, part.schema.model_json_schema())
    title = f"{part.file} of a profile; any layer may leave any key out"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_nothing_required(schema), "title": title}


def _beginning(part: ReleasePart, schema: dict[str, Any]) -> dict[str, Any]:
    """Add the keys by which a file, and each table in it, says as what it begins."""
    if not part.templates:
        return schema
    names = list(templates_in([PROFILES / BASE], part.templates))
    keys: dict[str, Any] = {
        TEMPLATE: {
            "anyOf": [{"enum": names}, {"type": "string"}],
            "default": STANDARD,
            "description": "The template as which it begins: one that is shipped, or of a layer’s own.",
            "type": "string",
        }
    }
    table = {
        LIKE: {"description": "The type as which it begins, as all layers say it.", "type": "string"},
        WHOLE: {"const": True, "description": "It is stated in full here, upon nothing below.", "type": "boolean"},
    }
    entry = _resolved(_entry(schema), schema["$defs"])
    entry["properties"] = table | entry["properties"]
    return {**schema, "properties": keys | schema.get("properties", {})}


def reference() -> str:
    """Return every key of every part as tables in Markdown."""
    return "\n".join(line for part in _tables() for line in _chapter(part))


def _tables() -> list[ReleasePart]:
    return [part for part in release_parts if part.file.endswith(".toml")]


def _as_json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _nothing_required(node: Any) -> Any:
    if isinstance(node, list):
        return [_nothing_required(each) for each in node]
    if not isinstance(node, dict):
        return node
    # Counts hold for the layers together, not for one of them; so does what is written once only below.
    dropped = (
        ("required", "minProperties", "minItems") if "properties" in node or "items" in node else ("minProperties",)
    )
    return {key: _liftable(key, _nothing_required(value)) for key, value in node.items() if key not in dropped}


def _liftable(key: str, node: Any) -> Any:
    """An entry of a table by name, or a value that may be absent, is taken away again by ``false``."""
    if key == "additionalProperties" and isinstance(node, dict):
        return _or_false(node)
    if key == "patternProperties":
        return {pattern: _or_false(entry) for pattern, entry in node.items()}
    if key == "anyOf":
        return [_LIFTED if choice == {"type": "null"} else choice for choice in node]
    return node


def _or_false(entry: dict[str, Any]) -> dict[str, Any]:
    choices = entry["anyOf"] if set(entry) == {"anyOf"} else [entry]
    return {"anyOf": choices if _LIFTED in choices else [*choices, _LIFTED]}


def _chapter(part: ReleasePart) -> Iterator[str]:
    yield f"\n## {part.file}\n\n| Key | What it is | Type | Default |\n| --- | --- | --- | --- |"
    schema = _beginning(part, part.schema.model_json_schema())
    yield from _rows(schema, schema.get("$defs", {}), "")
    yield ""


def _rows(node: dict[str, Any], defs: dict[str, Any], prefix: str) -> Iterator[str]:
    for name, field in node.get("properties", {}).items():
        key = f"{prefix}{name}"
        inner = _resolved(field, defs)
        meaning = field.get("description") or inner.get("description", "")
        default = (
            "" if "default" not in field or isinstance(field["default"], dict) else f"`{_plain(field['default'])}`"
        )
        yield f"| `{key}` | {_cell(meaning)} | {_cell(_type(field, defs))} | {default if default != '`none`' else ''} |"
        yield from _inside(inner, defs, key)
    if not prefix and _entry(node):
        yield from _inside({key: value for key, value in node.items() if key != "properties"}, defs, prefix)


def _inside(node: dict[str, Any], defs: dict[str, Any], key: str) -> Iterator[str]:
    """The keys of a table, of each entry of a table keyed by name, or of each table in a list."""
    entry = _entry(node)
    if "properties" in node:
        yield from _rows(node, defs, f"{key}.")
    elif isinstance(entry, dict) and "properties" in (inner := _resolved(entry, defs)):
        yield from _rows(inner, defs, f"{key}.<name>." if key else "<name>.")
    elif "items" in node and "properties" in (inner := _resolved(node["items"], defs)):
        yield from _rows(inner, defs, f"{key}[].")


def _entry(node: dict[str, Any]) -> Any:
    """What each entry of a table keyed by name is; the names may have a form of their own."""
    return next(iter(node.get("patternProperties", {}).values()), node.get("additionalProperties"))


def _resolved(node: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    choices = [each for each in node.get("anyOf", []) if each.get("type") != "null"]
    if len(choices) == 1:
        return _resolved(choices[0], defs)
    return defs[node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def _type(field: dict[str, Any], defs: dict[str, Any]) -> str:
    node = _resolved(field, defs)
    if "enum" in node:
        return ", ".join(f"`{value}`" for value in node["enum"])
    if "const" in node:
        return f"`{_plain(node['const'])}`"
    if "anyOf" in node:
        return " or ".join(dict.fromkeys(_type(each, defs) for each in node["anyOf"] if each.get("type") != "null"))
    if node.get("type") == "array":
        return f"list of {_type(node.get('items', {}), defs)}"
    if node.get("type") == "object":
        entry = _entry(node)
        return f"table of {_type(entry, defs)} by name" if isinstance(entry, dict) else "table"
    named = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    return named.get(str(node.get("type")), str(node.get("type", "")))


def _plain(value: Any) -> str:
    return "none" if value in (None, "", [], {}) else json.dumps(value, ensure_ascii=False)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
