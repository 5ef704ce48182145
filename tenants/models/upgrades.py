"""What the upgrade keeps between two runs."""

from django.db import models


class TemplateScript(models.Model):
    """The SQL that makes an empty Party, kept under the digest of the migrations that it stands for."""

    # The owner runs it, so nobody else may write it.
    login_may = ("SELECT",)

    digest = models.CharField(max_length=64, unique=True)
    script = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"template {self.digest[:12]}"


class UpgradeMark(models.Model):
    """What stood when the last upgrade found everything done: one row, compared before anything is loaded.

    ``disk`` is a digest of the names of all migrations on disk, ``histories`` one of what every schema has had.
    """

    login_may = ("SELECT",)

    disk = models.CharField(max_length=64)
    histories = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"upgraded at {self.made_at}"
