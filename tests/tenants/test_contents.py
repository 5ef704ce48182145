"""What of the migrations on disk belongs to a schema."""

import pytest
from django.db.migrations.loader import MigrationLoader

from tenants.names import PUBLIC, TEMPLATE
from tenants.schemas.contents import known_migrations, labels_in


@pytest.mark.parametrize("schema", [PUBLIC, TEMPLATE])
def test_the_migrations_known_of_a_schema_are_those_that_django_loads(schema: str) -> None:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    assert known_migrations(schema) == {key for key in loader.disk_migrations if key[0] in labels_in(schema)}
    assert known_migrations(schema)
