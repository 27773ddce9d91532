"""How much a drawing makes its reader draw, once everything it refers to is drawn in every place.

Ten <use> of a group of ten <use> of a group…: a kilobyte can ask for a billion shapes, and keep a browser or a
renderer busy for ever. The same holds for masks, patterns, markers, clips and filters.

What a style sheet refers to, or what a shape inherits, is not counted: this stops the known bombs at the door, and
does not spare whoever renders strangers' drawings a limit of time and memory.
"""

from __future__ import annotations

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter

from ..errors import HeavyDrawing

MAX_SHAPES = 100_000
"""The most elements that are drawn, counted each time they are."""

_ROOT = ""


class Weight:
    """Counts elements as they open and close, each for the nearest element that has an id and can be referred to."""

    def __init__(self) -> None:
        self._own: defaultdict[str, int] = defaultdict(int)
        self._draws: defaultdict[str, list[str]] = defaultdict(list)
        self._owners = [_ROOT]

    def open(self, identity: str, draws: list[str]) -> None:
        """An element opens: its id, and the ids of what is drawn for it."""
        owner = self._owners[-1]
        if identity:
            self._draws[owner].append(identity)
            owner = identity
        self._own[owner] += 1
        self._draws[owner] += draws
        self._owners.append(owner)

    def close(self) -> None:
        self._owners.pop()

    def refuse_heavy(self) -> None:
        """Raise HeavyDrawing if too much would be drawn, or if something would be drawn within itself."""
        total: dict[str, int] = {}
        try:
            for name in TopologicalSorter(self._draws).static_order():
                drawn = self._own.get(name, 0) + sum(total[other] for other in self._draws.get(name, ()))
                total[name] = min(drawn, MAX_SHAPES + 1)
        except CycleError as error:
            raise HeavyDrawing("This SVG draws something within itself; remove that and try again.") from error
        if total.get(_ROOT, 0) > MAX_SHAPES:
            raise HeavyDrawing(f"This SVG draws more than {MAX_SHAPES} shapes; simplify it and try again.")
