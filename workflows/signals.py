"""News of cases, sent once the step is committed."""

from django.dispatch import Signal

# sender: CaseStep; arguments: step (CaseStep), case (Case)
case_step_taken = Signal()
# sender: CaseStep; argument: step (CaseStep). Sent within the transaction of the step, which a receiver's error undoes.
case_step_made = Signal()
# sender: CaseNews; argument: news (CaseNews). It may be lost: what was not sent stands in the table.
case_news_written = Signal()
# sender: Closure. It may be lost: which calendar a due date was reckoned with stands beside it.
closures_changed = Signal()
# sender: BodyMail; argument: mail (BodyMail). It may be lost: what was not sent stands in the table.
body_mail_written = Signal()
# sender: BodyAnswer; argument: answer (BodyAnswer). Sent within the transaction that keeps the answer.
body_answered = Signal()
