"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from tenants.logins import refuse_owner_login

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cites.settings")
application = get_wsgi_application()
refuse_owner_login()
