"""Bringing a country live: steps registered by the apps that own them, each done once, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from kernel.registry import Registry
from tenants.models import Party

Check = Callable[[Party], bool]
Work = Callable[[Party], None]
Words = Callable[[Party], str]


def _nothing(party: Party) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class OnboardingStep:
    """One step; ``after`` names steps that come first, ``done`` tells whether there is nothing left to do.

    ``run`` must be harmless when repeated: onboarding that was killed runs it again. ``makes`` says in a few
    words what will be there afterwards, from the profile alone: the Party may not exist yet. ``practice`` says
    whose step it is: a practice twin's, a real Party's, or (None) that of both.
    """

    name: str
    after: tuple[str, ...]
    done: Check
    run: Work
    makes: Words = _nothing
    practice: bool | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come: the step that was looked at, which of how many, and whether it is needed.

    ``makes`` is said by a plan only, for it reads the profile.
    """

    name: str
    number: int
    of: int
    needed: bool
    makes: str = ""


onboarding_steps: Registry[OnboardingStep] = Registry("onboarding step")


def steps_in_order(*, practice: bool = False) -> list[OnboardingStep]:
    """Return every step of a real Party, or of a practice twin, each after those that it names."""
    wanted = {step.name: step for step in onboarding_steps if step.practice in (None, practice)}
    ordered: list[OnboardingStep] = []
    for step in wanted.values():
        _place(step, wanted, ordered)
    return ordered


def onboard(party: Party) -> Iterator[Progress]:
    """Run every step that is not done; yield each as it is finished."""
    for progress, step in _walk(party, is_done=lambda step: step.done(party)):
        if progress.needed:
            step.run(party)
        yield progress


def plan_onboarding(party: Party) -> list[Progress]:
    """Return every step with whether it is needed; looks only, and ``party`` need not be saved yet.

    A step after one that is needed is taken as needed too: there is nothing yet to ask.
    """
    needed: set[str] = set()
    plan = []
    for progress, step in _walk(party, is_done=lambda step: not needed & set(step.after) and step.done(party)):
        if progress.needed:
            needed.add(progress.name)
        plan.append(replace(progress, makes=step.makes(party)))
    return plan


def _walk(party: Party, *, is_done: Callable[[OnboardingStep], bool]) -> Iterator[tuple[Progress, OnboardingStep]]:
    steps = steps_in_order(practice=party.practice)
    for number, step in enumerate(steps, start=1):
        yield Progress(step.name, number, len(steps), not is_done(step)), step


def _place(step: OnboardingStep, wanted: Mapping[str, OnboardingStep], ordered: list[OnboardingStep]) -> None:
    if step in ordered:
        return
    for before in map(onboarding_steps.get, step.after):
        if before.name in wanted:
            _place(before, wanted, ordered)
    ordered.append(step)
