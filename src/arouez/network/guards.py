"""What the database refuses of this room's rows, whoever asks."""

from arouez.guards import Guard

GUARDS = [Guard("journal_only_grows", "network_entry", ["UPDATE", "DELETE"], "The journal is only added to.")]
