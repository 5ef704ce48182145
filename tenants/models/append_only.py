"""What every insert-only model inherits."""

from typing import Any, NoReturn

from django.db import models

from tenants.errors import AppendOnlyRecord


class AppendOnly(models.Model):
    """A record that is written once; the Party's login has INSERT and SELECT on its table, nothing else.

    A model whose rows the owner alone may add says ``login_may`` besides.
    """

    append_only = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise AppendOnlyRecord(message="%(kind)s is never changed", data={"kind": self._meta.verbose_name})
