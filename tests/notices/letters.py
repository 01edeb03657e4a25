"""What the tests of the outbox say, and to whom."""

from datetime import date

from notices import outbox
from notices.models import Delivery

DUE = date(2026, 3, 2)
VALUES = {"title": "龙泉路修补", "due_on": DUE, "days": 2}


def tell(*people, **changes):
    """Tell `people` about a late road."""
    return outbox.tell(people, "tests/hello", **VALUES | changes)


def delivery_to(person, **changes) -> Delivery:
    """One mail on its way to `person`."""
    [notice] = tell(person, **changes)
    return notice.deliveries.get()
