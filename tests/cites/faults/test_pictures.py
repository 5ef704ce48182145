"""A picture of the shared site that would swell: it is refused before anybody makes pixels of it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ImageFile
from wagtail.images import get_image_model

from cites.accounts.models import Role
from cms.services import ensure_front_door
from tests.factories.accounts import person
from tests.factories.files import a_png_of


@pytest.fixture
def desk(front_door: Any, settings: Any, tmp_path: Any) -> Any:
    """The browser of an editor."""
    settings.MEDIA_ROOT = tmp_path
    with front_door.active():
        ensure_front_door(host="localhost")
        client = front_door.client()
        client.force_login(person(role=Role.EDITOR))
        yield client


def put_up(desk: Any, content: bytes) -> tuple[Any, bool]:
    """The answer to an upload, and whether the picture is kept."""
    picture = SimpleUploadedFile("reef.png", content, "image/png")
    answer = desk.post("/cms/images/add/", {"title": "Reef", "file": picture, "collection": "1"})
    return answer, get_image_model().objects.filter(title="Reef").exists()


@pytest.mark.parametrize("side", [100_000, 12_000, 5_001])
def test_a_picture_of_absurd_size_is_refused_without_being_unpacked(
    desk: Any, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpacked(*args: Any, **more: Any) -> None:
        raise AssertionError("somebody unpacks it")

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpacked)
    answer, kept = put_up(desk, a_png_of(side, side))
    assert (answer.status_code, kept) == (422, False)
    assert "too many pixels" in answer.text


def test_a_picture_that_breaks_off_is_no_fault_of_ours(desk: Any) -> None:
    answer, kept = put_up(desk, a_png_of(400, 400))
    assert (answer.status_code, kept) == (422, False)
    assert "not an image or a corrupted image" in answer.text


def test_a_picture_that_is_whole_is_put_up(desk: Any) -> None:
    answer, kept = put_up(desk, a_png_of(400, 300, whole=True))
    assert (answer.status_code, kept) == (302, True)
