"""Who may take which step. *When* a step is possible is in `workflow.py`."""

from petitions.permissions import assignments, proposals, reports

__all__ = ["assignments", "proposals", "reports"]
