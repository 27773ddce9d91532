"""What the rooms to the right are told, inside the transaction of the act itself."""

from django.dispatch import Signal

structure_leaves = Signal()
"""`structure`, `network`, `by`, `reason`, `now`: the structure is about to be out of the network."""
