"""Pictures that editors put up: how large one is, is read from its first bytes, before anybody makes pixels of it."""

import warnings
from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):  # type: ignore[misc]  # Wagtail has no types
    """Refuses what has too many pixels without unpacking it, and what breaks off, which Wagtail answers by an error."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Raise ValidationError; Wagtail itself asks how large it is only once it has unpacked it."""
        try:
            self._refuse_by_header(f.image.f)
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    def _refuse_by_header(self, file: Any) -> None:
        width, height = _size_of(file)
        if width * height > self.max_image_pixels:
            said = {"num_pixels": width * height, "max_pixels_count": self.max_image_pixels}
            raise ValidationError(self.error_messages["file_too_many_pixels"] % said, code="file_too_many_pixels")


class PictureForm(BaseImageForm):  # type: ignore[misc]  # as above
    """Wagtail's form with our field."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        theirs = self.fields["file"]
        self.fields["file"] = PictureField(
            label=theirs.label, required=theirs.required, widget=theirs.widget, max_length=theirs.max_length
        )


def _size_of(file: Any) -> tuple[int, int]:
    """Return width and height; a picture so large that Pillow will not open it has as many pixels as none may have."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(file).size
    except Image.DecompressionBombError:
        return 2 * int(Image.MAX_IMAGE_PIXELS or 0), 1
    finally:
        file.seek(0)
