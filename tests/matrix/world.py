"""Two counties that are alike, so that what is open in one can be tried from the other."""

from datetime import datetime
from types import SimpleNamespace

from audit import trail
from notices.enums import Channel, State
from notices.models import Delivery, Notice
from tests.matrix.matters import raise_matters
from tests.matrix.papers import write_papers
from tests.matrix.people import settle

# A Wednesday morning on which every step of the table can be taken.
NOW = datetime(2026, 3, 4, 10, 0)


def build(code: str) -> SimpleNamespace:
    """A county with everything in it once: `county.issue["accepted"]`, `county.by.office`."""
    county = settle(code)
    for part in (raise_matters(county), write_papers(county)):
        vars(county).update(vars(part))
    county.notice = Notice.objects.create(
        to=county.by.member,
        scope=code,
        template="petitions/due_soon",
        title=f"{code}消息",
        url="/desk/",
    )
    county.delivery = Delivery.objects.create(
        notice=county.notice,
        channel=Channel.EMAIL,
        address="member@example.cn",
        state=State.DEAD,
        message_id=f"<{code}@example.cn>",
    )
    trail.record(county.issue["accepted"], "accept", by=county.by.convener, remark=f"{code}流转")
    return county
