"""What the rooms to the right are told, inside the transaction of the act itself: a receiver that fails undoes it."""

from django.dispatch import Signal

label_given = Signal()
"""`structure`, `network`, `signature`, `by`, `now`: the structure has the label, or has it again (signed, renewed, suspension lifted)."""

label_ended = Signal()
"""`structure`, `network`, `reason` (words), `by` (None: the clock), `now`: it had the label until now, and has it no more."""
