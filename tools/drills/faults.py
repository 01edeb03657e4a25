"""How a drill says that something is wrong."""

import socket


class Failed(Exception):
    """A drill showed a fault."""


def require(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise Failed(otherwise)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
