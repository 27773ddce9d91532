"""Arouez: Open Badges for networks of fablabs."""

__version__ = "0.1.0"
