"""Components say in words what they show, and escape what they are given."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template

from cites.look.drawing import draw
from cites.look.status import STATUSES, mark_of
from cites.permits.queries.permits import PermitState


def render(text: str, **context: object) -> str:
    return Template("{% load look %}" + text).render(Context(context))


@pytest.mark.parametrize("key", STATUSES)
def test_a_status_has_a_word_and_a_shape(key: str) -> None:
    html = render("{% status key %}", key=key)
    assert str(STATUSES[key][1]) in html
    assert '<svg viewBox="0 0 16 16" aria-hidden="true"' in html


def test_what_became_of_a_permit_is_told_apart_by_its_shape_alone() -> None:
    states = [state for state in PermitState if state is not PermitState.SPECIMEN]
    assert len({mark_of(state) for state in states}) == len(states)
    shapes = {render("{% mark key %}", key=state) for state in states}
    assert len(shapes) == len(states)


def test_an_unknown_status_speaks_for_itself() -> None:
    assert "Awaiting moon" in render("{% status 'awaiting_moon' %}")


def test_the_process_tells_the_same_in_the_list_as_in_the_drawing() -> None:
    steps = [("Application", "done"), ("Decision", "now"), ("Issued", "ahead")]
    html = render("{% process_drawing steps %}", steps=steps)
    for label, _state in steps:
        assert html.count(label) == 2
    assert 'aria-current="step">Decision' in html
    assert 'aria-hidden="true"' in html


def test_places_stay_inside_the_drawing() -> None:
    drawing = draw([(f"Stage number {i}", "ahead") for i in range(12)])
    assert all(0 < place.x < drawing.width for place in drawing.places)
    assert all(word.y < drawing.height for place in drawing.places for word in place.words)


def test_no_steps_draw_nothing_and_fail_nowhere() -> None:
    assert draw([]).places == ()


def test_what_people_typed_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    for text in (
        "{% row x %}{{ x }}{% endrow %}",
        "{% status 'draft' x %}",
        "{% panel x %}{{ x }}{% endpanel %}",
        "{% banner x %}{{ x }}{% endbanner %}",
        "{% button x '/' %}",
        "{% back_link '/' x %}",
        "{% process_drawing steps %}",
        "{% timeline items %}",
        "{% card x %}{% endcard %}",
    ):
        html = render(text, x=evil, steps=[(evil, "now")], items=[{"title": evil, "body": evil, "who": evil}])
        assert "<script" not in html


def test_an_empty_wrapping_disappears() -> None:
    assert render("{% wrap 'aside' 'a-aside' %}  {% endwrap %}") == ""


def test_pages_keep_the_rest_of_the_address(rf: object) -> None:
    request = rf.get("/cases/?q=shell&page=2")  # type: ignore[attr-defined]
    html = render("{% pages page %}", page=Paginator(range(100), 10).page(2), request=request)
    assert 'href="?q=shell&amp;page=3"' in html
    assert 'aria-current="page">2' in html
