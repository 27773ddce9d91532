"""Documents from folders: for tests, for working offline, for judging as of another day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from ..errors import DocumentNotGiven, DocumentUnavailable
from .document import Document


class Directory:
    """Answers from the index.json of each folder, and never from the network.

    [{"url": "https://…", "file": "did.json", "contentType": "application/json", "status": 200}, …]

    Only `url` and `file` are needed. Where two folders list one address, the later one answers.
    """

    def __init__(self, *folders: str | Path) -> None:
        self._listed: dict[str, tuple[Path, dict[str, Any]]] = {}
        for folder in map(Path, folders):
            try:
                rows = json.loads((folder / "index.json").read_bytes())
                self._listed |= {str(row["url"]): (folder.resolve(), row) for row in rows}
            except (OSError, ValueError, TypeError, KeyError) as error:
                raise DocumentUnavailable(f"The folder {folder} has no sound index.json; write one.") from error

    def get(self, url: str) -> Document:
        listed = self._listed.get(url) or self._listed.get(urldefrag(url).url)
        if listed is None:
            raise DocumentNotGiven(f"{url} is not among the given documents; add it to an index.json.")
        folder, row = listed
        try:
            file = (folder / row["file"]).resolve()
            status = int(row.get("status", 200))
            if not file.is_relative_to(folder):
                raise DocumentUnavailable(f"{url} is listed outside its folder; correct index.json.")
            body = file.read_bytes()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DocumentUnavailable(f"{url} is listed, but its file is not there; correct index.json.") from error
        return Document(url, body, str(row.get("contentType", "")), status).if_found()
