"""Software that others wrote judges our badges, and we judge what it makes. Offline, at pinned versions.

`forms` are the badges that Arouez makes, `verifiers` those who judge them, `theirs` what they make in turn;
`differences` says where a verdict is not what the standard asks, and why. docs/interop.md is the product of these
(`scripts/interop.py`).
"""
