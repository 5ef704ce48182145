"""What was asked about a taxon a moment ago is not asked of the database again, however many are asked about."""

from collections import Counter
from typing import Any

import pytest

from cites.species import memory


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> Any:
    memory.forget()
    monkeypatch.setattr(memory, "_edition", lambda: 1)
    yield
    memory.forget()


def test_an_answer_is_remembered_and_none_is_asked_again() -> None:
    asked: Counter[str] = Counter()

    @memory.remembered
    def rank_of(code: str) -> str | None:
        asked[code] += 1
        return None if code == "unknown" else "species"

    assert [rank_of("ALI-GIG"), rank_of("ALI-GIG"), rank_of("unknown"), rank_of("unknown")] == [
        "species", "species", None, None,
    ]  # fmt: skip
    assert asked == {"ALI-GIG": 1, "unknown": 2}


def test_a_full_memory_forgets_the_oldest_answers_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 20)
    asked: Counter[int] = Counter()

    @memory.remembered
    def twice(number: int) -> int:
        asked[number] += 1
        return 2 * number

    for number in range(21):
        twice(number)
    for number in range(20, -1, -1):
        assert twice(number) == 2 * number
    assert {number for number, times in asked.items() if times > 1} == {0, 1}
