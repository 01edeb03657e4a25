"""The same county, grown: more rows in every list, more lines on every page.

Each new row has studio, unit, author of its own: what is fetched row by row shows.
"""

from datetime import timedelta

from accounts.models import User
from audit import trail
from consultations.models import Attachment
from core import clock
from notices.enums import Channel, State
from notices.models import Delivery, Notice
from petitions.enums import AdoptionMode, ContactMode, InstructionKind, RequestStatus
from petitions.models import CoSigner, Instruction, Rating, Reminder
from studios.models import Affiliation, StudioKind
from tests.builders.directory import join_studio, open_studio
from tests.builders.people import LONG_AGO, make_unit, make_user
from tests.builders.petitions import make_reply_class
from tests.matrix.checks import grow_checks
from tests.matrix.claiming import take_on_more
from tests.matrix.desk import more_at_the_desk
from tests.matrix.keeping import keep_more
from tests.matrix.matters import a_topic, an_activity, an_issue, an_item
from tests.matrix.members import more_members
from tests.matrix.papers import a_proposal, a_report, an_assignment
from tests.matrix.postings import more_before_the_public
from tests.matrix.quotas import expect_more
from tests.matrix.relays import more_words
from tests.matrix.rolls import more_rolls
from tests.matrix.rotas import more_rosters
from tests.matrix.santi import more_topics
from tests.matrix.shifts import more_turns
from tests.matrix.ways import more_ways
from tests.matrix.yearly import more_yearly


def grow(place, n: int) -> None:
    """`n` more of everything."""
    for k in range(n):
        studio = open_studio(
            committee=place.county, area=place.area, special_committee=place.linked,
            parent=place.studio,
        )  # fmt: skip
        studio.kinds.add(*place.studio.kinds.all())
        unit = make_unit(committee=place.county)
        author = join_studio(studio, user=make_user(committee=place.county))
        _more_rows(place, studio, unit, author)
        _more_on_matters(place, studio, unit, author)
        keep_more(place, author)
        more_members(place, studio)
        _more_on_papers(place, unit, author)
        _more_on_assignment(place, make_unit(committee=place.county), k)
        more_at_the_desk(place)
        more_turns(place)
        more_rosters(place, studio)
        grow_checks(place, studio)
        more_yearly(place, studio)
        more_rolls(place)
        more_before_the_public(place, studio)
        more_topics(place, studio)
        take_on_more(place)
        expect_more(place, studio, author)
        more_words(place, studio, unit)
        more_ways(place)


def _more_rows(place, studio, unit, author) -> None:
    """In the lists. The reader's own studio gets some too, so that its convener has a list."""
    for where in (place.studio, studio):
        for status in ("registered", "accepted", "claimed"):
            an_issue(place, status, studio=where, category=place.category, claimed_by=author)
        for status in ("proposed", "claimed", "completed"):
            a_topic(place, status, studio=where, lead=author, category=place.category)
        held = an_activity(place, "recorded", studio=where, host=author)
        an_item(place, held, unit=unit)
    a_report(place, "submitted", author=author, category=place.category)
    a_report(place, "issued", studio=studio, category=place.category)
    a_report(place, "draft", category=place.category)
    a_proposal(place, "submitted", author=author, category=place.category)
    a_proposal(place, "draft", category=place.category)
    for status in ("dispatched", "acknowledged", "replied", "tracking", "return_requested"):
        an_assignment(place, status)
        an_assignment(place, status, lead_unit=unit, clock_from=clock.now() - timedelta(days=40))
    _more_messages(place)


def _more_messages(place) -> None:
    notice = Notice.objects.create(
        to=place.by.member, scope=place.code, template="petitions/due_soon", title="消息"
    )
    Delivery.objects.create(
        notice=notice, channel=Channel.EMAIL, address="a@example.cn", state=State.DEAD,
        message_id=f"<{notice.pk}@example.cn>",
    )  # fmt: skip
    Notice.objects.create(
        to=User.objects.filter(committee=place.county).last(), scope=place.code,
        template="petitions/due_soon", title="别人的消息",
    )  # fmt: skip


def _more_on_matters(place, studio, unit, author) -> None:
    issue, topic = place.issue["claimed"], place.topic["claimed"]
    activity = place.activity["confirmed"]
    issue.tellings.create(text="还在办理。")
    Attachment.objects.create(
        issue=issue, file="issues/none.jpg", name="照片.jpg", content_type="image/jpeg", size=3
    )
    an_issue(place, "joined", topic=topic)
    an_activity(place, "confirmed", topic=topic, host=author)
    an_item(place, activity, unit=unit, topic=topic)
    an_item(place, activity, "self", unit=unit, topic=topic)
    activity.attendances.create(member=author)
    activity.units.add(unit)
    Affiliation.objects.create(member=place.member, studio=studio, starts_on=LONG_AGO)
    join_studio(place.studio, user=make_user(committee=place.county))
    place.studio.kinds.add(
        StudioKind.objects.create(committee=place.county, code=f"kind-{studio.pk}", name="联系点")
    )
    for thing in (issue, topic, activity, place.studio):
        trail.record(thing, "note", by=author.user, label="补充说明")


def _more_on_papers(place, unit, author) -> None:
    report, proposal = place.report["issued"], place.proposal["filed"]
    report.adoptions.create(
        level=place.level, organ=unit.name, mode=AdoptionMode.SINGLE, adopted_on=clock.today(),
        recorded_by=place.by.office,
    )  # fmt: skip
    instruction = Instruction.objects.create(
        report=report, leader_name="林县长", leader_post="县长", kind=InstructionKind.ACTION,
        instructed_on=clock.today(), text="请办理。", recorded_by=place.by.office,
    )  # fmt: skip
    an_assignment(place, "dispatched", report=report, studio=place.studio, lead_unit=unit)
    an_assignment(place, "dispatched", instruction=instruction, studio=None, lead_unit=unit)
    an_assignment(place, "dispatched", proposal=proposal, studio=None, lead_unit=unit)
    CoSigner.objects.create(proposal=proposal, member=author)
    for thing in (report, proposal):
        trail.record(thing, "note", by=author.user, label="补充说明")


def _more_on_assignment(place, unit, k: int) -> None:
    found = place.assignment["acknowledged"]
    found.undertakings.create(unit=unit, role="support")
    found.progress.create(stage="doing", text="正在施工", by=make_user(committee=place.county))
    found.extensions.create(
        days=1, reason="下雨", requested_by=place.by.unit, status=RequestStatus.GRANTED,
        decided_by=make_user(committee=place.county), decided_at=clock.now(),
    )  # fmt: skip
    found.return_requests.create(
        unit=unit, reason="不属本单位", requested_by=place.by.unit, outcome=RequestStatus.REFUSED
    )
    found.supervisions.create(
        number=f"督{k}", rung="E2", demand="请速办", new_due_on=clock.today(),
        issued_by=place.by.office,
    )  # fmt: skip
    Reminder.objects.create(
        assignment=found, rung="E1", due_on=clock.today(), to=make_user(committee=place.county),
        key=f"{place.code}:{unit.pk}",
    )  # fmt: skip
    answer = found.replies.create(
        reply_class=make_reply_class("B", place.county), process="已查看。", result="将更换。",
        contact_mode=ContactMode.PHONE, contacted_on=clock.today(), by=place.by.unit,
        verdict=RequestStatus.REFUSED, redo_days=1, checked_at=clock.now(),
        checked_by=place.by.office,
    )  # fmt: skip
    answer.promises.create(text="完工", due_on=clock.today())
    Rating.objects.create(
        issue=an_issue(place, "joined", topic=place.topic["claimed"]),
        result="fair",
        attitude="fair",
    )
    trail.record(found, "note", by=place.by.unit, label="补充说明")
