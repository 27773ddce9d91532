"""Where documents come from: DID documents, status lists, hosted badges, by their address.

Nowhere()              has none
Directory("fixtures")  answers from a folder, never from the network
Web()                  fetches, and only from public web servers
"""

from .directory import Directory
from .document import Document, Documents, Nowhere
from .remembering import Remembering
from .web import Web

__all__ = ["Directory", "Document", "Documents", "Nowhere", "Remembering", "Web"]
