"""The socket that the server listens on, opened before the server starts, so that its port is sure."""

import socket
from collections.abc import Iterable

from kg.errors import LabelgraphError

HIGHEST_PORT = 65535


class AddressError(LabelgraphError):
    """Raised when the server cannot listen on an address."""


def listening(host: str, ports: Iterable[int]) -> socket.socket:
    """A socket that listens on the first port that is free; port 0 is any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason, tried = "no port is given", 0
    for tried in ports:
        if tried > HIGHEST_PORT:
            reason = f"there is no port above {HIGHEST_PORT}"
            break
        try:
            return socket.create_server((host, tried), family=family)
        except OSError as error:
            reason = str(error)
    raise AddressError(
        f"cannot listen: {reason}", where=f"{host}:{tried}", remedy="choose another with --host or --port"
    )


def address_of(connection: socket.socket) -> str:
    """The address of a listening socket as a browser takes it."""
    host, port = connection.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
