"""Every log line names the request (请求编号) it belongs to."""

import logging

from core import trace


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to a log record; "-" outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the line pass."""
        record.request_id = trace.request_id.get()
        return True
