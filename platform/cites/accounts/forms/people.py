"""The forms about people: sign in, sign up, verify, invite, roles, profile."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Organisation, Role, User
from cites.accounts.queries import find_person
from cites.accounts.roles import APPLICANTS
from cites.accounts.rules import roles_offered
from cites.accounts.services import register_person
from localization.forms import TextField
from localization.languages import language_choices
from tenants.context import in_party
from tenants.languages import spoken_here


def languages_here() -> list[tuple[str, str]]:
    """The languages that this site speaks, by code and own name."""
    if not in_party():
        return language_choices()
    spoken = spoken_here()
    return [choice for choice in language_choices() if choice[0] in spoken]


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]
    """E-mail address and password, with our labels and no placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """The address of an account whose password is forgotten, with our label and no placeholder."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        _without_placeholders(self)


class SignupForm(allauth_forms.SignupForm):  # type: ignore[misc]
    """How traders and agents register themselves; officials are invited."""

    full_name = TextField(
        label=_("Full name"),
        max_length=200,
        help_text=_("As it stands in your passport or identity card."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    role = forms.ChoiceField(
        label=_("How will you apply?"),
        choices=[
            (Role.TRADER.value, _("For myself or for my organisation")),
            (Role.AGENT.value, _("As an agent, on behalf of others")),
        ],
        widget=forms.RadioSelect,
    )
    organisation_name = TextField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        help_text=_("The company, zoo, museum or office that you work for."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    phone = TextField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    account_already_exists: bool
    field_order = ["full_name", "email", "phone", "role", "organisation_name", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("We send a code there to check that it is yours.")
        self.fields["password1"].help_text = _("At least 10 characters. Three words that you can remember are good.")
        _without_placeholders(self)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Two clicks on the button make one person; the second is answered as an address in use.

        An address in use is answered no sooner than a new one, lest the clock tell who is here.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                user, response = super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            user, response = super().try_save(request)
        return user, response

    def save(self, request: HttpRequest) -> User:
        facts = self.cleaned_data
        person = register_person(
            email=facts["email"],
            full_name=facts["full_name"],
            roles=[Role(facts["role"])],
            password=facts["password1"],
            language=get_language() or "en",
            phone=facts["phone"],
            organisation_name=facts["organisation_name"],
        )
        setup_user_email(request, person, [EmailAddress(email=person.email)])
        return person


class DecisionForm(forms.Form):
    """An officer's decision about a trader."""

    decision = forms.ChoiceField(
        label=_("Do you confirm who this person is?"),
        choices=[("verify", _("Yes, verify this person")), ("refuse", _("No, refuse"))],
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason for a refusal"),
        required=False,
        max_length=2000,
        help_text=_("The person reads it. Say what is missing and what they can do."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("decision") == "refuse" and not facts.get("reason", "").strip():
            self.add_error("reason", _("Say why, so that the person knows what to do."))
        return facts


def _role_field() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(label=_("Roles"), coerce=Role, widget=forms.CheckboxSelectMultiple)


def _offer_roles(field: forms.Field) -> None:
    offered = roles_offered(at_front_door=not in_party())
    choices = [(role.value, f"{role.label}: {role.sentence}") for role in Role if role in offered]
    field.choices = choices  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom to invite, and which roles they will hold."""

    full_name = TextField(label=_("Full name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the invitation"))
    roles = _role_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages_here()  # type: ignore[attr-defined]
        _offer_roles(self.fields["roles"])


class RolesForm(forms.Form):
    """Which roles an official holds; none at all is allowed."""

    roles = _role_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = False
        _offer_roles(self.fields["roles"])


class AcceptForm(forms.Form):
    """What an invited person says about themselves."""

    full_name = TextField(label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 10 characters. Three words that you can remember are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self._email = email
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self._email, full_name=self.cleaned_data.get("full_name", "")))
        return password


class MemberForm(forms.Form):
    """Whom an officer makes a member of an organisation."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of a trader or agent who is registered here."), max_length=254
    )

    def clean(self) -> dict[str, Any]:
        """Find the trader or agent behind the address."""
        data = super().clean() or {}
        person = find_person(data["email"].lower()) if data.get("email") else None
        if data.get("email") and (person is None or not person.is_applicant):
            self.add_error("email", _("No trader or agent is registered here with this address"))
        data["person"] = person
        return data


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """An organisation's details, as an officer corrects them."""

    class Meta:
        model = Organisation
        fields = ("name", "address", "registration_number")
        labels = {"name": _("Name"), "address": _("Address"), "registration_number": _("Registration number")}
        field_classes = {"name": TextField, "address": TextField, "registration_number": TextField}
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}


class ProfileForm(forms.Form):
    """What people may change about themselves."""

    full_name = TextField(label=_("Full name"), max_length=200)
    phone = TextField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    language = forms.ChoiceField(label=_("Language"), help_text=_("Pages and mails come in this language."))
    organisation_name = TextField(label=_("Organisation"), max_length=200, required=False)
    organisation_address = TextField(
        label=_("Address of the organisation"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    registration_number = TextField(label=_("Registration number of the organisation"), max_length=60, required=False)

    def __init__(self, *args: Any, person: User, kept: dict[str, Any] | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _profile_of(person) | (kept or {})
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages_here()  # type: ignore[attr-defined]
        if not person.roles & APPLICANTS:
            for name in ("organisation_name", "organisation_address", "registration_number"):
                del self.fields[name]

    def organisation(self) -> dict[str, str] | None:
        """What was said about the organisation, by field of the model."""
        facts = self.cleaned_data
        if not facts.get("organisation_name"):
            return None
        return {
            "name": facts["organisation_name"],
            "address": facts["organisation_address"],
            "registration_number": facts["registration_number"],
        }


def _profile_of(person: User) -> dict[str, str]:
    organisation = person.organisation
    return {
        "full_name": person.full_name,
        "phone": person.phone,
        "language": person.language,
        "organisation_name": organisation.name if organisation else "",
        "organisation_address": organisation.address if organisation else "",
        "registration_number": organisation.registration_number if organisation else "",
    }


def _without_placeholders(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
