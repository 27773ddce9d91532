"""Judges badges with 1EdTech's validator-core, in a process with the packages it wants. Offline.

    in:  {"documents": {url: {text, type, status}}, "badges": {form: {"text"} or {"picture": base64}}}
    out: {form: what is held against it, "" for nothing}

It was written for Python 2 and 3.8; what later ones moved is put back where it looks for it.
"""

import base64
import collections
import collections.abc
import io
import json
import sys
import warnings

for name in collections.abc.__all__:
    setattr(collections, name, getattr(collections.abc, name))  # until Python 3.10, they were there too
warnings.simplefilter("ignore")

import requests  # noqa: E402
from openbadges.verifier import verify  # noqa: E402
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT  # noqa: E402

given = json.load(sys.stdin)
documents = given["documents"] | {
    "https://w3id.org/openbadges/v2": {"text": json.dumps(OPENBADGES_CONTEXT_V2_DICT), "status": 200}
}


def send(_adapter, request, **_options):
    """Instead of the network (requests.adapters.HTTPAdapter.send)."""
    document = documents.get(request.url, {"text": "", "status": 404})
    response = requests.Response()
    response.request = request
    response.url, response.status_code, response.encoding = request.url, document["status"], "utf-8"
    response.headers["Content-Type"] = document.get("type", "application/ld+json")
    response.raw = io.BytesIO(document["text"].encode())
    return response


requests.adapters.HTTPAdapter.send = send


def held_against(badge):
    """Its errors, in its own words."""
    asked = badge["text"] if "text" in badge else io.BytesIO(base64.b64decode(badge["picture"]))
    report = verify(asked, use_cache=False)["report"]
    errors = [message["result"] for message in report["messages"] if message["messageLevel"] == "ERROR"]
    return "" if report["valid"] else "; ".join(errors) or "not valid"


sys.stdout.write(json.dumps({name: held_against(badge) for name, badge in given["badges"].items()}))
