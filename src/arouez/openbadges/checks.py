"""Checks and the verdict they add up to, whatever the generation of the badge.

A check that fails says why. One that cannot run because of it says so, and is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from .codes import CODES, PASSED, WARNED
from .errors import OpenBadgesError

Status = Literal["pass", "fail", "warn", "skip"]
T = TypeVar("T")


class Finding(NamedTuple):
    """A code of codes.py with a sentence of its own, where the code's does not say enough."""

    code: str
    detail: str


class Step(NamedTuple, Generic[T]):
    """A check to run: it answers with a code or a Finding, or raises OpenBadgesError; it relies on `needs`."""

    name: str
    needs: tuple[str, ...]
    check: Callable[[T], str | Finding]


@dataclass(frozen=True)
class Check:
    """What one check found. `code` is for programs (codes.py), `detail` for people who read English."""

    name: str
    status: Status
    detail: str
    code: str

    @classmethod
    def failed(cls, name: str, error: OpenBadgesError) -> Check:
        return cls(name, "fail", str(error), error.code)

    @classmethod
    def not_reached(cls, name: str, missing: str) -> Check:
        detail = f"Not checked, because the check of the {missing} did not pass."
        return cls(name, "skip", detail, "check.not_reached")

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "status": self.status, "detail": self.detail, "code": self.code}


@dataclass(frozen=True)
class Verdict:
    """What came of it: valid only if no check failed.

    `credential` is what was judged, once read; `contained` the verdicts on the credentials it carries.
    """

    kind: str
    checks: tuple[Check, ...]
    credential: dict[str, Any] | None = None
    contained: tuple[Verdict, ...] = ()

    @property
    def valid(self) -> bool:
        return all(check.status != "fail" for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """`{"valid", "kind", "checks": […], "credential"}`, and `"contained": […]` where there is any."""
        contained = [verdict.to_json() for verdict in self.contained]
        return {
            "valid": self.valid,
            "kind": self.kind,
            "checks": [check.to_json() for check in self.checks],
            "credential": self.credential,
        } | ({"contained": contained} if contained else {})


def run_checks(steps: Iterable[Step[T]], case: T) -> tuple[Check, ...]:
    """Each step's check on `case`, in order."""
    done: dict[str, Check] = {}
    for step in steps:
        missing = next((need for need in step.needs if done[need].status not in ("pass", "warn")), None)
        done[step.name] = Check.not_reached(step.name, missing) if missing else _run(step, case)
    return tuple(done.values())


def _run(step: Step[T], case: T) -> Check:
    try:
        found = step.check(case)
    except OpenBadgesError as error:
        return Check.failed(step.name, error)
    finding = found if isinstance(found, Finding) else Finding(found, CODES[found])
    status: Status = "pass" if finding.code in PASSED else "warn" if finding.code in WARNED else "skip"
    return Check(step.name, status, finding.detail, finding.code)
