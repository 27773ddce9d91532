"""Documents without a network: none at all, or from folders."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from arouez.openbadges.documents import Directory, Document, Documents, Nowhere, Remembering
from arouez.openbadges.errors import DocumentMissing, DocumentTooSlow, DocumentUnavailable, TooManyDocuments

URL = "https://example.org/did.json"


def folder(path: Path, *rows: Any) -> Path:
    path.mkdir(exist_ok=True)
    (path / "index.json").write_text(json.dumps(rows))
    (path / "did.json").write_bytes(b'{"id": "did:web:example.org"}')
    return path


def test_nowhere_has_nothing() -> None:
    with pytest.raises(DocumentUnavailable, match=URL):
        Nowhere().get(URL)


def test_a_folder_answers_for_its_addresses(tmp_path: Path) -> None:
    row = {
        "url": URL,
        "file": "did.json",
        "contentType": "application/did+json",
        "status": 203,
        "source": "x",
    }
    documents: Documents = Directory(folder(tmp_path, row))
    assert documents.get(URL) == Document(URL, b'{"id": "did:web:example.org"}', "application/did+json", status=203)


def test_only_address_and_file_are_needed(tmp_path: Path) -> None:
    document = Directory(folder(tmp_path, {"url": URL, "file": "did.json"})).get(URL)
    assert (document.content_type, document.status) == ("", 200)


def test_a_fragment_leads_to_its_document(tmp_path: Path) -> None:
    documents = Directory(folder(tmp_path, {"url": URL, "file": "did.json"}))
    assert documents.get(f"{URL}#key-0").body == documents.get(URL).body


def test_several_folders_answer_and_the_later_one_first(tmp_path: Path) -> None:
    one = folder(tmp_path / "1", {"url": URL, "file": "did.json"}, {"url": "urn:1", "file": "did.json"})
    two = folder(tmp_path / "2", {"url": URL, "file": "did.json", "status": 201})
    documents = Directory(one, two)
    assert documents.get(URL).status == 201
    assert documents.get("urn:1").status == 200


def test_an_address_that_is_not_listed_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnavailable, match="not among"):
        Directory(folder(tmp_path)).get(URL)


def test_a_status_of_failure_comes_with_what_was_said(tmp_path: Path) -> None:
    documents = Directory(folder(tmp_path, {"url": URL, "file": "did.json", "status": 410}))
    with pytest.raises(DocumentMissing, match="410") as caught:
        documents.get(URL)
    assert caught.value.document.status == 410
    assert caught.value.document.body == b'{"id": "did:web:example.org"}'


@pytest.mark.parametrize("file", ["../secret", "/etc/passwd", "out", ".", "none.json", "", 7, None, "a\0b"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, file: object) -> None:
    (tmp_path / "secret").write_text("secret")
    inside = folder(tmp_path / "in", {"url": URL, "file": file})
    (inside / "out").symlink_to(tmp_path / "secret")
    with pytest.raises(DocumentUnavailable, match=r"correct index\.json"):
        Directory(inside).get(URL)


@pytest.mark.parametrize("index", ["", "null", "[1]", '[{"file": "x"}]', '{"url": "x"}'])
def test_a_folder_without_a_sound_index_is_refused(tmp_path: Path, index: str) -> None:
    (tmp_path / "index.json").write_text(index)
    with pytest.raises(DocumentUnavailable, match=r"index\.json"):
        Directory(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnavailable, match=r"index\.json"):
        Directory(tmp_path / "none")


class Large:
    """Has a large document at every address."""

    def get(self, url: str) -> Document:
        return Document(url, bytes(5 * 1024 * 1024))


def test_one_badge_does_not_fill_our_memory() -> None:
    documents = Remembering(Large())
    with pytest.raises(TooManyDocuments):
        [documents.get(f"{URL}?{n}") for n in range(50)]


def test_one_badge_does_not_keep_us_waiting_for_one_server_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = Remembering(Large())
    documents.get(URL)
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert documents.get(URL).url == URL  # which is there already
    with pytest.raises(DocumentTooSlow):
        documents.get(f"{URL}?other")
