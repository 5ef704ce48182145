"""What settings take from here: how people sign in, by django-allauth."""

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# What is posted here signs people in and out and changes nothing else: it works where a Party may only be read.
SIGN_IN_ADDRESSES = (
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/webauthn/login/",
    "/accounts/2fa/webauthn/reauthenticate/",
)

# Only e-mail and password together, so that another app's login form cannot go round the second step.
AUTHENTICATION_BACKENDS = ["cites.accounts.backends.PeopleBackend"]

ACCOUNT_ADAPTER = "cites.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "cites.accounts.forms.people.LoginForm",
    "signup": "cites.accounts.forms.people.SignupForm",
    "reset_password": "cites.accounts.forms.people.ResetPasswordForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True

# allauth signs confirmation links over a primary key alone, so one from a Party would confirm
# the same key in another: codes live in the session, which lies in the Party's schema.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_CONFIRMATION_HMAC = False
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60

ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
}

MFA_ADAPTER = "cites.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_TOLERANCE = 1

USERSESSIONS_TRACK_ACTIVITY = False  # at every request; ``LastSeen`` does it every few minutes

# Messages kept in a cookie are signed alike for every Party; in the session they stay where they are.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
