"""Which request (请求编号) this line of the log belongs to."""

import re
import uuid
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_ACCEPTABLE = re.compile(r"[0-9A-Za-z-]{8,64}")


def adopt(given: str) -> str:
    """The number that the proxy gave when it is a sane one, else a new one."""
    return given if _ACCEPTABLE.fullmatch(given) else uuid.uuid4().hex
