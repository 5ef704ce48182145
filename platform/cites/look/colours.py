"""A Party's colours as a palette whose contrast holds, whatever colour the Party chose."""

import re
from dataclasses import dataclass

from kernel.contrast import READABLE, channels, contrast

DEEP_SEA = "#0b3c5d"
INK = "#10181f"
HAZARD = "#ffd400"  # of practice twins, whatever the Party's own colour

HEX = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Palette:
    """The colours of a page, each ``#rrggbb``; text in ``on_brand`` on ``brand`` is readable."""

    brand: str
    shade: str
    tint: str
    tint_strong: str
    on_brand: str = "#ffffff"

    def as_css(self) -> str:
        """The style sheet that hands these colours to ours."""
        return (
            ":root{"
            f"--govuk-brand-colour:{self.brand};--govuk-link-colour:{self.brand};"
            f"--govuk-link-hover-colour:{self.shade};--a-brand-shade:{self.shade};"
            f"--a-tint:{self.tint};--govuk-template-background-colour:{self.tint};"
            f"--govuk-surface-background-colour:{self.tint};--a-tint-strong:{self.tint_strong};"
            f"--a-on-brand:{self.on_brand}"
            "}\n"
        )


def palette(colour: str | None) -> Palette:
    """The palette of a colour, darkened until white text on it is readable; deep sea blue without one."""
    brand = readable(colour if colour and HEX.fullmatch(colour) else DEEP_SEA)
    return Palette(
        brand=brand,
        shade=mixed(brand, "#000000", 0.3),
        tint=mixed(brand, "#ffffff", 0.95),
        tint_strong=mixed(brand, "#ffffff", 0.84),
    )


def readable(colour: str, *, on: str = "#ffffff", ratio: float = READABLE) -> str:
    """The colour, or the nearest darker one that reaches the contrast ratio on a light ground."""
    for step in range(101):
        darker = mixed(colour, "#000000", step / 100)
        if contrast(darker, on) >= ratio:
            return darker
    return "#000000"


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with a share (0 to 1) of the other mixed in."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
