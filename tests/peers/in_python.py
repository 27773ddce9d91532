"""The verifiers written in Python: openvc-core and openbadgeslib. Offline: every document comes from the shelf."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

from arouez.openbadges import jsonld, verify

from .fab import issuer
from .forms import Answers, Form

Json = dict[str, Any]


def missing(module: str) -> str:
    return "" if find_spec(module) else "the packages of requirements/dev.txt"


def one_by_one(judge: Callable[[Form], None], asked: Collection[Form], refusal: type[Exception]) -> Answers:
    """Ask about each form. `judge` raises a `refusal`; anything else that it raises is a fault of the asking."""
    answers = {}
    for form in asked:
        try:
            judge(form)
        except refusal as error:
            answers[form.name] = f"{type(error).__name__}: {error}"
        else:
            answers[form.name] = ""
    return answers


def ask_arouez(asked: Collection[Form]) -> Answers:
    verdicts = {form.name: verify(form.badge, documents=issuer().shelf, at=datetime.now(UTC)) for form in asked}
    return {
        name: "; ".join(check.detail for check in verdict.checks if check.status == "fail")
        for name, verdict in verdicts.items()
    }


# ---- openvc-core


def ask_openvc(asked: Collection[Form]) -> Answers:
    from openvc import OpenvcError, verify_credential
    from openvc.did.base import DidResolverRegistry
    from openvc.did.did_key import DidKeyResolver
    from openvc.did.did_web import DidWebResolver
    from openvc.resolvers import default_status_list_resolver

    shelf, contexts = issuer().shelf, jsonld.pinned_contexts()
    resolver = DidResolverRegistry([DidKeyResolver(), DidWebResolver(lambda url: json.loads(shelf.body(url)))])
    lists = default_status_list_resolver(
        resolver=resolver,
        extra_contexts=contexts,
        fetch=lambda url: json.dumps(with_bare_proof(json.loads(shelf.body(url)))),
    )

    def judge(form: Form) -> None:
        badge = with_bare_proof(form.badge) if isinstance(form.badge, dict) else form.badge
        verify_credential(badge, resolver=resolver, resolve_status_list=lists, extra_contexts=contexts)

    return one_by_one(judge, asked, OpenvcError)


def with_bare_proof(document: Json) -> Json:
    """The document with its one proof out of its array, which says the same (JSON-LD 1.1 §1.4 "Value objects")."""
    return document | {"proof": document["proof"][0]}


# ---- openbadgeslib


def ask_openbadgeslib(asked: Collection[Form]) -> Answers:
    from openbadgeslib.errors import LibOpenBadgesException

    return one_by_one(_openbadgeslib, asked, LibOpenBadgesException)


def _openbadgeslib(form: Form) -> None:
    from openbadgeslib.ob2 import OB2Verifier
    from openbadgeslib.ob3 import OB3Verifier, verify_endorsement_jwt

    shelf = issuer().shelf
    match form.format.split(", "):
        case [("PNG" | "SVG") as kind, generation]:
            library: Any = OB2Verifier if generation.startswith("OB 2.0") else OB3Verifier
            text = getattr(library, f"extract_token_from_{kind.lower()}")(form.badge)
            if text.startswith("https://"):  # in an SVG, a published badge is baked by its address
                text = shelf.body(text).decode()
            badge = json.loads(text) if text.startswith("{") else text
            _openbadgeslib(Form(form.name, generation, badge))
        case ["OB 2.0 hosted"]:
            OB2Verifier(download=shelf.body).verify_hosted(form.badge, check_revocation=True)
        case ["OB 2.0 signed"]:
            OB2Verifier(download=shelf.body).verify(form.badge, check_revocation=True)
        case ["EndorsementCredential as VC-JWT"]:
            verify_endorsement_jwt(form.badge, download=shelf.body)
        case _:
            _credential(form.badge, shelf.body)


def _credential(badge: Json | str, download: Callable[[str], bytes]) -> None:
    from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
    from openbadgeslib.verify import issuer_did_from_token

    if isinstance(badge, dict):
        verifier: Any = OB3LdpVerifier.for_issuer_did(badge["issuer"]["id"])
    else:
        verifier = OB3Verifier.for_issuer_did(issuer_did_from_token(badge), download=download)
    verifier.verify(badge, check_status=True, verify_status_list=False, download=download)
