"""People, the roles they hold, the organisations they belong to, and the invitations sent to officials."""

from functools import cached_property
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.accounts.errors import PeopleAreNeverDeleted
from cites.accounts.roles import APPLICANTS, OFFICIALS, Role
from kernel import clock
from kernel.text import gettext_noop


def _refuse_to_delete() -> NoReturn:
    raise PeopleAreNeverDeleted(
        "people_are_never_deleted", gettext_noop("People are deactivated and anonymised, never deleted.")
    )


class Verification(models.TextChoices):
    """Where the Management Authority's check of a trader's identity stands."""

    PENDING = "pending", _("Waiting for verification")
    VERIFIED = "verified", _("Verified")
    REFUSED = "refused", _("Refused")


class AddressField(models.EmailField):  # type: ignore[type-arg]
    """An e-mail address, in lower case wherever it is stored or looked for."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return prepared.strip().lower() if isinstance(prepared, str) else prepared


class People(models.QuerySet["User"]):
    """Many people at once; a deletion falls through to other schemas' tables, so there is none."""

    def delete(self) -> NoReturn:
        _refuse_to_delete()


class UserManager(BaseUserManager["User"]):
    """Makes people out of an e-mail address, which is kept in lower case."""

    def get_queryset(self) -> People:
        return People(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        user: User = self.get(email=(username or "").lower())
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who may sign in on one Party's site, or on the shared front door."""

    email = AddressField(_("e-mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    language = models.CharField(_("language"), max_length=12, default="en")
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=clock.now)
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification.choices, default=Verification.PENDING
    )
    verification_reason = models.TextField(_("reason"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="accounts_user_verification_known",
                condition=models.Q(verification__in=[value for value, _label in Verification.choices]),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse_to_delete()

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held now; the services that change roles forget this answer."""
        if self.pk is None:
            return frozenset()
        held = self.role_grants.filter(revoked_at=None).values_list("role", flat=True)
        return frozenset(Role(value) for value in held)

    @property
    def roles_in_order(self) -> list[Role]:
        """The roles held now, always in the order in which ``Role`` names them."""
        return [role for role in Role if role in self.roles]

    def has_role(self, *roles: Role | str) -> bool:
        """True when the person holds at least one of the roles."""
        return bool(self.roles.intersection(Role(role) for role in roles))

    @property
    def is_official(self) -> bool:
        return bool(self.roles & OFFICIALS)

    @property
    def is_applicant(self) -> bool:
        return bool(self.roles & APPLICANTS)

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED

    @cached_property
    def organisation(self) -> "Organisation | None":
        """The organisation that the person last joined and has not left, if any."""
        present = self.memberships.filter(left_at=None)
        membership = present.select_related("organisation").order_by("-pk").first()
        return membership.organisation if membership else None


class RoleGrant(models.Model):
    """One role given to one person by another; when it is taken away the row stays and says so."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=24, choices=Role.choices)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(default=clock.now)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(revoked_at=None),
                name="accounts_rolegrant_held_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Organisation(models.Model):
    """A company, zoo, museum or office on whose behalf people apply."""

    name = models.CharField(_("name"), max_length=200)
    address = models.TextField(_("address"), blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)

    def __str__(self) -> str:
        return str(self.name)


class Membership(models.Model):
    """A person who belongs to an organisation, or did until they left."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(left_at=None),
                name="accounts_membership_present_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"


class Invitation(models.Model):
    """A person asked to join with given roles; good once, until it expires or is withdrawn."""

    email = AddressField(_("e-mail address"), max_length=254)
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    roles = models.JSONField(_("roles"), default=list)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.email)

    @property
    def role_set(self) -> list[Role]:
        return [Role(value) for value in self.roles]
