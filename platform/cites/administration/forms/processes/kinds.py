"""Which form belongs to which spot."""

from typing import Any

from cites.administration.forms.keys import Parts
from cites.administration.forms.processes.branch import BranchForm, NewBranchForm
from cites.administration.forms.processes.stage import StageForm
from cites.administration.forms.processes.step import StepForm
from cites.administration.forms.processes.thing import ThingForm
from cites.administration.processes.spots import Kind, Spot

_FORMS: dict[Kind, type[ThingForm]] = {Kind.STAGE: StageForm, Kind.STEP: StepForm, Kind.BRANCH: BranchForm}


def form_of(parts: Parts, code: str, spot: Spot, data: Any = None) -> ThingForm:
    """Return the form of what stands at a spot, or of something new in its table."""
    kind = NewBranchForm if spot.kind is Kind.BRANCH and not spot.name else _FORMS[spot.kind]
    return kind(parts, code, spot, data)
