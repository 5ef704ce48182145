"""What `make run` tells the person at the terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 58


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Name a step before it begins and say how long it took."""
    begun = time.monotonic()
    sys.stdout.write(f"  {sentence} ".ljust(WIDTH, "."))
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        say(" failed")
        raise
    say(f" {time.monotonic() - begun:.1f} s")
