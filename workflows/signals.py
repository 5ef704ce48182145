"""News of cases, sent once the step is committed."""

from django.dispatch import Signal

# sender: CaseStep; arguments: step (CaseStep), case (Case)
case_step_taken = Signal()
