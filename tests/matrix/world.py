"""Two counties that are alike, so that what is open in one can be tried from the other."""

from datetime import datetime
from types import SimpleNamespace

from audit import trail
from notices.enums import Channel, State
from notices.models import Delivery, Notice
from tests.matrix.checks import hold_to_standards
from tests.matrix.claiming import take_on
from tests.matrix.desk import stand_at_the_desk
from tests.matrix.keeping import keep
from tests.matrix.matters import raise_matters
from tests.matrix.mechanisms import name_the_ways
from tests.matrix.members import file_members
from tests.matrix.papers import write_papers
from tests.matrix.people import settle
from tests.matrix.postings import put_before_the_public
from tests.matrix.quotas import expect
from tests.matrix.relays import carry_words
from tests.matrix.rolls import bring_rolls
from tests.matrix.rotas import hold_rosters
from tests.matrix.santi import set_topics
from tests.matrix.shifts import take_turns
from tests.matrix.ways import raise_in_every_way
from tests.matrix.yearly import write_yearly

# A Wednesday morning on which every step of the table can be taken.
NOW = datetime(2026, 3, 4, 10, 0)


def build(code: str) -> SimpleNamespace:
    """A county with everything in it once: `county.issue["accepted"]`, `county.by.office`."""
    county = settle(code)
    for part in (raise_matters(county), write_papers(county), hold_to_standards(county)):
        vars(county).update(vars(part))
    vars(county).update(vars(put_before_the_public(county)))
    keep(county)
    raise_in_every_way(county)
    vars(county).update(vars(stand_at_the_desk(county)))
    vars(county).update(vars(take_turns(county)))
    vars(county).update(vars(hold_rosters(county)))
    vars(county).update(vars(file_members(county)))
    vars(county).update(vars(write_yearly(county)))
    vars(county).update(vars(carry_words(county)))
    vars(county).update(vars(take_on(county)))
    vars(county).update(vars(set_topics(county)))
    bring_rolls(county)
    expect(county)
    vars(county).update(vars(name_the_ways(county)))
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
