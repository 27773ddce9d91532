"""The VC-API by which the W3C's test suites judge an implementation. For tests: it signs whatever it is asked to.

`endpoints` answers the calls, `problems` says what went wrong, `server` speaks HTTP.
"""

from .endpoints import Endpoints
from .server import Server

__all__ = ["Endpoints", "Server"]
