"""What settings take from here: Django's language settings, all derived from the folders in `locale/`."""

from localization.languages import LOCALE_FOLDER, SOURCE_LANGUAGE, language_choices

LANGUAGE_CODE = SOURCE_LANGUAGE
LANGUAGES = language_choices()
LOCALE_PATHS = [LOCALE_FOLDER]
FORMAT_MODULE_PATH = ["localization.django_formats"]
USE_I18N = True
