"""The endpoints of VC-API 1.0 that test suites call: pure functions from a request's JSON to an answer's."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .. import strict_json
from ..documents import Document, Documents
from ..errors import Malformed, OpenBadgesError
from ..keys import SigningKey
from ..proofs import sign
from ..status import BitstringStatusList, status_list_credential
from ..verification import verify, verify_presentation
from ..verification.credential import listed
from ..verification.resources import check_resources
from .problems import refusal, report

Json = dict[str, Any]
Answer = tuple[int, Json]

STATUS_LIST = "/status-lists/1"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Endpoints:
    """One issuer and one verifier, with one status list that they both know.

    `base_url` is where the outside reaches them; `documents` is what is not theirs.
    """

    key: SigningKey
    documents: Documents
    base_url: str
    suite: str = "eddsa-rdfc-2022"
    now: Callable[[], datetime] = _now
    bits: BitstringStatusList = field(default_factory=BitstringStatusList)
    _issued: int = 0

    def post(self, path: str, body: Any) -> Answer:
        """The status and body of the answer: 2xx, 400 with problem details, or 404."""
        endpoint = self._ROUTES.get(path)
        if endpoint is None:
            return 404, {"type": "about:blank", "status": 404, "title": "Not Found", "detail": f"No {path} here."}
        try:
            if not isinstance(body, dict):
                raise Malformed("The request is not a JSON object.")
            strict_json.check_value(body)
            return endpoint(self, body)
        except OpenBadgesError as error:
            return 400, refusal(error)

    def get(self, url: str) -> Document:
        """A document of ours or of others: the source that verification asks."""
        if url != self.base_url + STATUS_LIST:
            return self.documents.get(url)
        return Document(url, json.dumps(self.status_list()).encode(), "application/vc", 200)

    def status_list(self) -> Json:
        """The signed list that issued credentials point to."""
        unsigned = status_list_credential(self.base_url + STATUS_LIST, self.key.controller, self.bits, self.now())
        return sign(unsigned, self.key, self.now(), self.suite)

    def issue(self, body: Json) -> Answer:
        """`{"credential", "options"}` to `{"verifiableCredential"}`, signed in the instance's own name."""
        credential = _object(body, "credential")
        pointers = _options(body).get("mandatoryPointers")
        if pointers is not None and not (isinstance(pointers, list) and all(isinstance(one, str) for one in pointers)):
            raise Malformed("`options.mandatoryPointers` must be an array of JSON pointers.")
        unsigned = self._with_status(self._with_issuer(credential))
        signed = sign(unsigned, self.key, self.now(), self.suite, pointers)
        check_resources(listed(credential.get("relatedResource")), self)
        return 201, {"verifiableCredential": signed}

    def verify_credential(self, body: Json) -> Answer:
        """`{"verifiableCredential", "options"}` to `{"verified": true, "checks": […]}`, or what is wrong."""
        verdict = verify(_object(body, "verifiableCredential"), documents=self, at=self.now())
        return (200 if verdict.valid else 400), report(verdict)

    def verify_presentation(self, body: Json) -> Answer:
        """`{"verifiablePresentation", "options": {"challenge", "domain"}}`, answered as a credential is."""
        options = _options(body)
        verdict = verify_presentation(
            _object(body, "verifiablePresentation"),
            documents=self,
            at=self.now(),
            challenge=options.get("challenge"),
            domain=options.get("domain"),
        )
        return (200 if verdict.valid else 400), report(verdict)

    def _with_issuer(self, credential: Json) -> Json:
        """As VC-API has it, an instance issues in one name. What was asked for must still be well formed."""
        issuer = credential.get("issuer", self.key.controller)
        if isinstance(issuer, str) and ":" in issuer:
            return credential | {"issuer": self.key.controller}
        if isinstance(issuer, dict) and ":" in str(issuer.get("id", self.key.controller)):
            return credential | {"issuer": issuer | {"id": self.key.controller}}
        return credential

    def _with_status(self, credential: Json) -> Json:
        """As VC-API has it, the instance says where its status is; not for VCDM 1.1, whose context does not know how."""
        is_list = "BitstringStatusListCredential" in listed(credential.get("type"))
        if "credentialStatus" in credential or is_list or _is_version_1(credential):
            return credential
        self._issued += 1
        entry = {
            "id": f"urn:uuid:{uuid.uuid4()}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(self._issued % len(self.bits)),
            "statusListCredential": self.base_url + STATUS_LIST,
        }
        return credential | {"credentialStatus": entry}

    _ROUTES = {
        "/credentials/issue": issue,
        "/credentials/verify": verify_credential,
        "/presentations/verify": verify_presentation,
    }


def _is_version_1(credential: Json) -> bool:
    return listed(credential.get("@context"))[:1] == ["https://www.w3.org/2018/credentials/v1"]


def _options(body: Json) -> Json:
    return _object(body, "options") if "options" in body else {}


def _object(body: Json, name: str) -> Json:
    value = body.get(name)
    if not isinstance(value, dict):
        raise Malformed(f"`{name}` must be an object.")
    return value
