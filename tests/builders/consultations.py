"""Issues, topics and activities in the state that a flag says, reached by the real steps."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from accounts.enums import Role
from accounts.models import Committee, User, citizen, system_user
from consultations.actions import activities, consensus, issues, topics
from consultations.enums import ActivityKind, Exit, LimitCode, ReasonKind, Source, Urgency
from consultations.models import Activity, Category, Issue, Mechanism, ReasonCode, StageLimit, Topic
from core import clock
from studios.models import Studio
from tests.builders.directory import open_studio
from tests.builders.people import make_committee, make_unit, make_user

_numbers = count(1)
LIMITS = {
    LimitCode.TRIAGE: 3,
    LimitCode.TRIAGE_QR: 2,
    LimitCode.CLAIM: 3,
    LimitCode.PROMISE: 10,
    LimitCode.DECIDE: 5,
    LimitCode.RATE: 10,
}


def make_limits(committee: Committee | None = None) -> None:
    """The limits of the handbook, all in working days."""
    for code, days in LIMITS.items():
        StageLimit.objects.get_or_create(
            committee=committee or make_committee(), code=code, defaults={"days": days}
        )


def make_category(name: str = "城乡建设", committee: Committee | None = None) -> Category:
    """What a matter is about."""
    return Category.objects.get_or_create(
        committee=committee or make_committee(), name=name, defaults={"code": f"c{next(_numbers)}"}
    )[0]


def make_reason(kind: ReasonKind, committee: Committee | None = None, **changes: Any) -> ReasonCode:
    """Why not, and where to go instead."""
    fields = {"name": "已信访", "channel": "县信访局", "phone": "0917-3520000"}
    return ReasonCode.objects.create(
        committee=committee or make_committee(),
        kind=kind,
        code=f"R{next(_numbers)}",
        **fields | changes,
    )


def make_mechanism(committee: Committee | None = None) -> Mechanism:
    """四单, the county's default."""
    mechanism = Mechanism.objects.create(
        committee=committee or make_committee(), code="four", name="四单", is_default=True
    )
    steps = [
        ("点单", ["COLLECT", "TRIAGE", "PROPOSE"]),
        ("接单", ["DECIDE", "CLAIM"]),
        ("解单", ["RESEARCH", "CONSULT", "CONCLUDE"]),
        ("查单", ["SUBMIT", "DISPATCH", "HANDLE", "REPLY"]),
        ("评单", ["EVALUATE", "CLOSE"]),
    ]
    for order, (label, stages) in enumerate(steps, start=1):
        mechanism.steps.create(order=order, label=label, stages=stages)
    return mechanism


def staff(studio: Studio, role: str = Role.CONVENER) -> User:
    """The one convener (or liaison officer) of a studio in a test."""
    scope = {"grants__role": role, "grants__scope_id": studio.pk}
    return User.objects.filter(**scope).first() or make_user(
        "李召集", committee=studio.committee, **{role: studio}
    )


def township(studio: Studio) -> User:
    """The one township Party office of a studio in a test."""
    scope = {"grants__role": Role.TOWNSHIP, "grants__scope_id": studio.area_id}
    return User.objects.filter(**scope).first() or make_user(
        "赵书记", committee=studio.committee, township=studio.area
    )


def make_issue(studio: Studio | None = None, **flags: Any) -> Issue:
    """A matter just raised; `accepted=True`, `claimed_by=user`, `answered=True`, `joined=topic`,
    `declined=True`, `closed=True`, `locked=True`. Other flags go to `raise_issue`."""
    return make_issue_and_code(studio, **flags)[0]


def make_issue_and_code(studio: Studio | None = None, **flags: Any) -> tuple[Issue, str]:
    """The same, with the tracking code that only the raiser has."""
    studio = studio or open_studio()
    names = ("accepted", "claimed_by", "answered", "joined", "declined", "closed", "locked")
    asked = {name: flags.pop(name, None) for name in names}
    fields = {
        "title": "西关河堤护栏损坏",
        "body": "西关桥下游约五十米的护栏断裂，小孩经过很危险。",
        "source": Source.QR,
        "consent_version": "2026-1",
    }
    issue, code = issues.raise_issue(studio, **fields | flags)
    _bring(issue, asked)
    return issue, code


def _bring(issue: Issue, asked: dict[str, Any]) -> None:
    by = staff(issue.studio)
    if asked["declined"]:
        reason = make_reason(ReasonKind.ISSUE_DECLINED, issue.committee)
        issues.decline(issue, by=by, reason=reason)
        return
    if any(asked[name] for name in ("accepted", "claimed_by", "joined")):
        category = make_category(committee=issue.committee)
        issues.accept(issue, by=by, category=category, urgency=Urgency.NORMAL)
    if claimant := asked["claimed_by"]:
        issues.claim(issue, by=claimant, promised_on=clock.today() + timedelta(days=10))
    if asked["joined"]:
        issues.join(issue, asked["joined"], by=by)
    if asked["answered"] or asked["closed"]:
        issues.answer(issue, by=by, answer="护栏已经更换，请您查看。")
    if asked["closed"]:
        issues.close(issue, by=citizen())
    if asked["locked"]:
        issues.lock(issue, by=by)


def make_topic(studio: Studio | None = None, **flags: Any) -> Topic:
    """A topic just proposed; `designated=True`, `claimed_by=user`, `concluded=True`,
    `completed=True`, `shelved=True`."""
    studio = studio or open_studio()
    names = ("designated", "claimed_by", "concluded", "completed", "shelved")
    asked = {name: flags.pop(name, None) for name in names}
    fields = {"title": "关于西关河堤安全隐患整治", "background": "护栏多处断裂，群众反映强烈。"}
    by = flags.pop("by", None) or staff(studio)
    topic = topics.propose(studio, by=by, **fields | flags)
    if asked["shelved"]:
        reason = make_reason(ReasonKind.TOPIC_SHELVED, studio.committee, name="条件不具备")
        day = clock.today() + timedelta(days=30)
        topics.shelve(topic, by=township(studio), reason=reason, review_on=day)
    if any(asked[name] for name in ("designated", "claimed_by", "concluded", "completed")):
        topics.designate(topic, by=township(studio))
    if asked["claimed_by"]:
        topics.claim(topic, by=asked["claimed_by"])
    if asked["concluded"] or asked["completed"]:
        make_activity(studio, topic=topic, items=[make_item_fields(studio)])
    if asked["completed"]:
        for item in topic.consensus_items.all():
            consensus.settle(item, by=system_user(), outcome="护栏已经加固。")
        topic.refresh_from_db()
    return topic


def make_item_fields(studio: Studio, **changes: Any) -> dict[str, Any]:
    """One row of what was agreed, for a unit."""
    fields = {
        "text": "更换断裂护栏",
        "unit": make_unit(committee=studio.committee),
        "due_on": clock.today() + timedelta(days=30),
        "exit": Exit.DISPATCH,
    }
    return fields | changes


def make_activity(studio: Studio | None = None, **flags: Any) -> Activity:
    """A consultation just recorded by the convener; `confirmed=True`, `returned=True`."""
    studio = studio or open_studio()
    confirmed, returned = flags.pop("confirmed", False), flags.pop("returned", False)
    fields = {
        "kind": ActivityKind.MICRO_CONSULTATION,
        "title": "西关河堤协商会",
        "held_on": clock.today(),
        "place": "西关社区会议室",
        "summary": "各方同意先修最险的一段。",
        "by": staff(studio),
    }
    activity = activities.record(studio, **fields | flags)
    checker = staff(studio, Role.LIAISON)
    if confirmed:
        activities.confirm(activity, by=checker)
    if returned:
        activities.send_back(activity, by=checker, remark="缺到会单位")
    return activity


def a_day_after(days: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=days)


def make_jpeg(exif: bytes = b"") -> bytes:
    """The smallest photo that says its size; `exif` is what a telephone hides in it."""
    hidden = b"Exif\x00\x00" + exif
    app1 = b"\xff\xe1" + (len(hidden) + 2).to_bytes(2, "big") + hidden if exif else b""
    frame = b"\xff\xc0\x00\x11\x08\x00\x10\x00\x10\x03" + b"\x01\x11\x00\x02\x11\x01\x03\x11\x01"
    scan = b"\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00" + b"\x11\x22\xff\xd9"
    return b"\xff\xd8" + app1 + frame + scan
