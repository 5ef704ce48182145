"""News about people, for whoever wants to hear it."""

from django.dispatch import Signal

person_registered = Signal()  # person
trader_verified = Signal()  # person, officer
trader_refused = Signal()  # person, officer, reason
person_invited = Signal()  # invitation, link
absence_noted = Signal()  # absence, once it is committed
names_changed = Signal()  # whose: the person or the organisation that is called otherwise now
second_step_reset_proposed = Signal()  # reset
second_step_reset = Signal()  # reset
block_placed = Signal()  # block
block_lifted = Signal()  # block
mandate_given = Signal()  # mandate
mandate_withdrawn = Signal()  # mandate, actor
correction_decided = Signal()  # asked
