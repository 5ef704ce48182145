"""The cache of content types, keyed by schema: the same model has another id in another Party."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections


class SchemaKeyedCache(dict[str, Any]):
    """Stands in for the manager's dict by database alias; each alias is split by the schema in use."""

    def __getitem__(self, using: str) -> Any:
        return super().__getitem__(self._key(using))

    def setdefault(self, using: str, default: Any = None) -> Any:
        return super().setdefault(self._key(using), default)

    def __contains__(self, using: object) -> bool:
        return super().__contains__(self._key(str(using)))

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()

    @staticmethod
    def _key(using: str) -> str:
        return f"{using}/{connections[using].schema_name}"  # type: ignore[attr-defined]


def key_cache_by_schema() -> None:
    """Replace the cache that all threads share by one that keeps schemas apart."""
    ContentType.objects._cache = SchemaKeyedCache()  # type: ignore[attr-defined]
