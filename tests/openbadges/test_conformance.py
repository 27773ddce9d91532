"""The VC-API as the W3C's suites call it: what they send, and the status and body they want back."""

import json
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from arouez.openbadges import keys
from arouez.openbadges.conformance import Endpoints, Server
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.proofs import SecuredDocument
from arouez.openbadges.proofs.suites import cryptosuite

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "credentialSubject": {"id": "did:example:nolwenn"},
}


@pytest.fixture
def endpoints():
    return Endpoints(keys.SigningKey.generate(), Nowhere(), "https://fab.example", now=lambda: NOW)


def issued(endpoints, **members):
    status, body = endpoints.post("/credentials/issue", {"credential": CREDENTIAL | members})
    assert status == 201, body
    return body["verifiableCredential"]


class TestIssue:
    def test_what_is_issued_verifies(self, endpoints):
        status, body = endpoints.post("/credentials/verify", {"verifiableCredential": issued(endpoints)})
        assert (status, body["verified"]) == (200, True)

    def test_in_the_name_of_the_instance(self, endpoints):
        issuer = issued(endpoints, issuer={"id": "did:example:other", "name": "Fab"})["issuer"]
        assert issuer == {"id": endpoints.key.controller, "name": "Fab"}

    @pytest.mark.parametrize(
        "members",
        [
            {"@context": []},
            {"@context": ["https://www.w3.org/ns/credentials/examples/v2"]},
            {"type": []},
            {"issuer": None},
            {"issuer": "not a url"},
            {"credentialSubject": {}},
            {"credentialSubject": {"id": "did:example:nolwenn", "undefinedTerm": "x"}},
            {"validFrom": "yesterday"},
            {"credentialStatus": {"statusPurpose": "revocation"}},
        ],
        ids=str,
    )
    def test_what_is_malformed_is_refused_with_problem_details(self, endpoints, members):
        status, body = endpoints.post("/credentials/issue", {"credential": CREDENTIAL | members})
        assert status == 400
        assert body["type"].startswith(("https://www.w3.org/", "https://w3id.org/"))
        assert body["title"]
        assert body["detail"]
        assert body["problemDetails"]

    @pytest.mark.parametrize("body", [[], {}, {"credential": "text"}, {"credential": CREDENTIAL, "options": 7}])
    def test_a_request_that_is_none_is_refused(self, endpoints, body):
        assert endpoints.post("/credentials/issue", body)[0] == 400


class TestVerify:
    def test_an_altered_credential_is_refused(self, endpoints):
        altered = issued(endpoints) | {"validFrom": "2026-01-01T00:00:00Z"}
        status, body = endpoints.post("/credentials/verify", {"verifiableCredential": altered})
        assert (status, body["verified"], body["title"]) == (400, False, "PROOF_VERIFICATION_ERROR")

    def test_a_revoked_credential_is_refused(self, endpoints):
        credential = issued(endpoints)
        endpoints.bits.set(int(credential["credentialStatus"]["statusListIndex"]))
        status, body = endpoints.post("/credentials/verify", {"verifiableCredential": credential})
        assert (status, body["code"]) == (400, "status.revoked")

    def test_what_is_no_object_is_refused(self, endpoints):
        for given in (json.dumps(issued(endpoints)), None, [], 7):
            assert endpoints.post("/credentials/verify", {"verifiableCredential": given})[0] == 400

    def test_nothing_else_is_answered(self, endpoints):
        assert endpoints.post("/credentials/derive", {})[0] == 404


class TestPresentations:
    @pytest.fixture
    def presented(self, endpoints):
        """A presentation of a credential, for a verifier and a challenge."""

        def presented(credential, **members):
            holder = keys.SigningKey.generate()
            document = {
                "@context": CREDENTIAL["@context"],
                "type": ["VerifiablePresentation"],
                "holder": holder.controller,
                "verifiableCredential": [credential],
            } | members
            proof = {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "created": "2026-11-23T10:00:00Z",
                "verificationMethod": holder.id,
                "proofPurpose": "authentication",
                "challenge": "abc",
                "domain": "verifier.example",
            }
            proof = cryptosuite("eddsa-rdfc-2022").create(SecuredDocument(document), proof, holder)
            return document | {"proof": [proof]}

        return presented

    def ask(self, endpoints, presentation, **options):
        options = {"challenge": "abc", "domain": "verifier.example"} | options
        return endpoints.post("/presentations/verify", {"verifiablePresentation": presentation, "options": options})

    def test_a_presentation_made_for_the_occasion_is_accepted(self, endpoints, presented):
        status, body = self.ask(endpoints, presented(issued(endpoints)))
        assert (status, body["verified"]) == (200, True), body

    @pytest.mark.parametrize(
        ("options", "title"),
        [
            ({"challenge": "another"}, "INVALID_CHALLENGE_ERROR"),
            ({"domain": "another.example"}, "INVALID_DOMAIN_ERROR"),
        ],
    )
    def test_one_made_for_another_occasion_is_refused(self, endpoints, presented, options, title):
        status, body = self.ask(endpoints, presented(issued(endpoints)), **options)
        assert (status, body["title"]) == (400, title)

    def test_a_forged_credential_in_it_is_refused(self, endpoints, presented):
        forged = issued(endpoints) | {"validFrom": "2026-01-01T00:00:00Z"}
        assert self.ask(endpoints, presented(forged))[1]["code"] == "credentials.invalid"

    def test_somebody_elses_presentation_is_refused(self, endpoints, presented):
        stolen = presented(issued(endpoints), holder="did:example:somebody")
        assert self.ask(endpoints, stolen)[1]["code"] == "holder.mismatch"

    def test_a_credential_is_no_presentation(self, endpoints):
        assert self.ask(endpoints, issued(endpoints))[1]["code"] == "format.not_a_presentation"


@contextmanager
def running(**tls):
    with Server("127.0.0.1", 0, **tls) as server:
        server.endpoints = Endpoints(keys.SigningKey.generate(), Nowhere(), server.base_url)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(server, path, body=None, context=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server.base_url + path, data, {"Content-Type": "application/json"} | headers)
    try:
        with urllib.request.urlopen(request, context=context, timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], json.load(error)


class TestServer:
    def test_it_speaks_http(self):
        with running() as server:
            status, kind, body = ask(server, "/credentials/issue", {"credential": CREDENTIAL})
            assert (status, kind) == (201, "application/json")
            assert ask(server, "/credentials/verify", body)[0] == 200
            assert ask(server, "/credentials/verify", {})[:2] == (400, "application/problem+json")
            assert ask(server, "/status-lists/1")[1] == "application/vc"
            assert ask(server, "/status-lists/1", Accept="application/json")[1] == "application/json"
            assert ask(server, "/anything")[0] == 404

    def test_it_speaks_https_with_the_certificate_it_is_given(self, tmp_path):
        pem = tmp_path / "both.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-keyout", pem, "-out", tmp_path / "cert.pem", "-days", "1", "-subj", "/CN=127.0.0.1",
             "-addext", "subjectAltName=IP:127.0.0.1"],
            check=True, capture_output=True,
        )  # fmt: skip
        trusted = ssl.create_default_context(cafile=tmp_path / "cert.pem")
        with running(certificate=tmp_path / "cert.pem", key=pem) as server:
            assert server.base_url.startswith("https://")
            body = ask(server, "/credentials/issue", {"credential": CREDENTIAL}, trusted)[2]
            assert ask(server, "/credentials/verify", body, trusted)[0] == 200

    def test_the_command_says_where_it_answers_and_who_issues(self):
        command = [sys.executable, "-m", "arouez.openbadges.cli", "conformance", "serve", "--proof", "ecdsa-rdfc-2019"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout.readline().startswith("http://127.0.0.1:")
                assert process.stdout.readline().startswith("issuer did:key:zDn")
            finally:
                process.terminate()
