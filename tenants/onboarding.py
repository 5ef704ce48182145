"""Bringing a country live: steps registered by the apps that own them, each done once, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kernel.registry import Registry
from tenants.models import Party

Check = Callable[[Party], bool]
Work = Callable[[Party], None]


@dataclass(frozen=True, slots=True)
class OnboardingStep:
    """One step; ``after`` names steps that come first, ``done`` tells whether there is nothing left to do.

    ``run`` must be harmless when repeated: onboarding that was killed runs it again.
    """

    name: str
    after: tuple[str, ...]
    done: Check
    run: Work


onboarding_steps: Registry[OnboardingStep] = Registry("onboarding step")


def steps_in_order() -> list[OnboardingStep]:
    """Return every step, each after those that it names."""
    ordered: list[OnboardingStep] = []
    for step in onboarding_steps:
        _place(step, ordered)
    return ordered


def onboard(party: Party) -> Iterator[tuple[str, bool]]:
    """Run every step that is not done; yield each step's name with whether it had to be run."""
    for step in steps_in_order():
        needed = not step.done(party)
        if needed:
            step.run(party)
        yield step.name, needed


def _place(step: OnboardingStep, ordered: list[OnboardingStep]) -> None:
    if step in ordered:
        return
    for name in step.after:
        _place(onboarding_steps.get(name), ordered)
    ordered.append(step)
