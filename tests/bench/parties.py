"""How long a new Party's empty schema takes: by running every migration, and by replaying the template."""

from itertools import count

from _place import milliseconds, product, show

REPLAYS = 5


def main() -> None:
    with product(as_owner=True):
        from tenants.schemas.migrate import migrate_schema
        from tenants.schemas.template import make_party_schema, template_script

        template_script()  # built beforehand, as it is for every Party but the first
        numbers = count()
        show(
            "one empty schema",
            {
                "by migrations": milliseconds(lambda: migrate_schema("party_migrated"), 1),
                "by replaying the template": milliseconds(
                    lambda: make_party_schema(f"party_replayed_{next(numbers)}"), REPLAYS
                ),
            },
        )


if __name__ == "__main__":
    main()
