"""A county with as many matters as asked for, made in bulk: its rows keep every constraint.

Only for measuring and drills. A demonstration is made by taking the real steps (`seed_demo`).
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection

from accounts.enums import Role
from accounts.models import Committee, Grant, Unit, User
from bench import records
from consultations.enums import IssueStatus, Source
from consultations.models import Category, Issue
from core import bulk, clock
from petitions.enums import AssignmentStatus, UndertakingRole
from petitions.models import Assignment, LimitClass, Undertaking
from studios.enums import AffiliationRole, StudioStatus
from studios.models import Affiliation, Area, Member, Studio, pinyin_of

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = date(2020, 1, 1)
STUDIOS = 12
YEARS = 2
CHUNK = 2000
# The limits are counted once for each day of dispatch; a shorter way than once for each row.
DUE_AFTER = 30  # natural days; nobody's real limit, but what lists sort by


class People(NamedTuple):
    """Who signs in, who acts, and where the public knocks."""

    office: User
    leader: User
    handlers: list[User]
    members: list[User]
    door: Studio


def found() -> People:
    """The default profile, a person for every unit, and twelve studios with a member each."""
    call_command("load_calendar", verbosity=0)
    call_command("load_profile", str(ROOT / "profiles" / "default.toml"), verbosity=0)
    for unit in Unit.objects.all():
        _person(f"经办{unit.pk}", f"handler{unit.pk}", Role.UNIT, unit=unit)
    _person("周办", "office", Role.OFFICE)
    _person("李主席", "leader", Role.LEADER)
    for number, area in enumerate(Area.objects.filter(level="township")[:STUDIOS], start=1):
        _studio(number, area, area.committee)
    return people()


def people() -> People:
    """Those whom `found` made."""
    return People(
        User.objects.get(username="office"),
        User.objects.get(username="leader"),
        list(User.objects.filter(username__startswith="handler").order_by("pk")),
        list(User.objects.filter(username__startswith="member").order_by("pk")),
        Studio.objects.select_related("committee").order_by("code")[0],
    )


def fill(size: int) -> None:
    """As many issues as asked for, two in three of them given to a unit, with their record."""
    office, _, handlers, members, _ = people()
    studios = list(Studio.objects.order_by("code"))
    for start in range(0, size, CHUNK):
        numbers = range(start, min(start + CHUNK, size))
        batch = [_issue(n, size, studios[n % len(studios)], members) for n in numbers]
        issues = bulk.insert(batch)
        records.write_record(issues, ["raise", "accept", "claim"], office)
        records.rate(issue for issue in issues if issue.status == IssueStatus.CLOSED)
        _assign([issue for issue in issues if _is_with_a_unit(issue)], handlers)


def duties(count: int, *, due_on: date, prefix: str = "CB") -> list[Assignment]:
    """Assignments that were signed for and are unanswered, for a sweep to find."""
    issue = Issue.objects.order_by("pk")[0]
    units = list(_units().values())
    moment = _at(due_on - timedelta(days=DUE_AFTER))
    rows = [
        _assignment(issue, f"{prefix}{n:06d}", units[n % len(units)], moment)
        for n in range(1, count + 1)
    ]
    for row in rows:
        row.status, row.acknowledged_at = AssignmentStatus.ACKNOWLEDGED, moment
    return _with_undertakings(rows)


def make_due(prefix: str, due_on: date, today: date) -> int:
    """Let the sweep of today find these overdue, by keys that were never used before."""
    rows = Assignment.objects.filter(number__startswith=prefix)
    return rows.update(due_on=due_on, warn_on=due_on, next_rung_on=today)


def settle_statistics() -> None:
    """What autovacuum would have done by the next day."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _person(name: str, username: str, role: str = "", **place: Any) -> User:
    committee = Committee.objects.get()
    user = User(username=username, name=name, email=f"{username}@example.cn", committee=committee)
    user.set_unusable_password()
    user.save()
    if role:
        Grant.objects.create(user=user, role=role, starts_on=LONG_AGO, **place)
    return user


def _studio(number: int, area: Area, committee: Committee) -> None:
    """A running studio with a convener and a member."""
    studio = Studio.objects.create(
        committee=committee,
        area=area,
        code=f"bench{number:02d}",
        name=f"{area.name}委员工作室",
        address=f"{area.name}人民路{number}号",
        status=StudioStatus.RUNNING,
        opened_on=LONG_AGO,
    )
    place = {"scope_label": studio._meta.label, "scope_id": studio.pk}
    _person(f"召集{number}", f"convener{number:02d}", Role.CONVENER, **place)
    user = _person(f"委员{number}", f"member{number:02d}")
    member = Member.objects.create(
        committee=committee, name=user.name, user=user, pinyin=pinyin_of(user.name), post="校长"
    )
    Affiliation.objects.create(
        member=member, studio=studio, role=AffiliationRole.MEMBER, starts_on=LONG_AGO
    )


def _issue(n: int, size: int, studio: Studio, members: list[User]) -> Issue:
    """The n-th matter: most are closed, some wait at every step."""
    raised_at = clock.now() - timedelta(days=365 * YEARS) * (1 - n / size) - timedelta(hours=1)
    status = _status(n % 100)
    issue = Issue(
        committee_id=studio.committee_id,
        studio=studio,
        number=f"YJB{n:08d}",
        tracking_digest=f"bench-{n}",
        source=Source.QR,
        title=f"第{n}件：人民路{n % 300}号门前路灯不亮，夜间出行不便"[:50],
        body="路灯坏了一个多月，老人孩子晚上不敢出门，请尽快修好。" * 3,
        consent_version="2026-1",
        consent_at=raised_at,
        raised_at=raised_at,
        category=_categories()[n % len(_categories())],
        triage_due_on=clock.local_day(raised_at) + timedelta(days=3),
        status=status,
    )
    if n % 100 >= 5:
        issue.claimed_by = members[n % len(members)].member
        issue.claimed_at = raised_at + timedelta(days=1)
        issue.promised_on = clock.local_day(raised_at) + timedelta(days=10)
    if status in (IssueStatus.ANSWERED, IssueStatus.CLOSED):
        issue.answer, issue.answered_at = "已经修好。", raised_at + timedelta(days=9)
    if status == IssueStatus.CLOSED:
        issue.closed_at = raised_at + timedelta(days=12)
    return issue


def _status(part: int) -> str:
    bounds = [
        (2, IssueStatus.REGISTERED),
        (5, IssueStatus.ACCEPTED),
        (10, IssueStatus.CLAIMED),
        (25, IssueStatus.DISPATCHED),
        (30, IssueStatus.ANSWERED),
    ]
    return next((status for bound, status in bounds if part < bound), IssueStatus.CLOSED)


_known: list[Category] = []


def _categories() -> list[Category]:
    if not _known:
        _known.extend(Category.objects.all())
    return _known


def _is_with_a_unit(issue: Issue) -> bool:
    if issue.status == IssueStatus.CLOSED:
        return int(issue.number[3:]) % 100 >= 50
    return issue.status == IssueStatus.DISPATCHED


def _assign(issues: list[Issue], handlers: list[User]) -> None:
    """Dispatched matters are open at their unit, closed ones were answered by it."""
    units = _units()
    rows = []
    for issue in issues:
        n = int(issue.number[3:])
        unit = units[handlers[n % len(handlers)].pk]
        row = _assignment(issue, f"JBB{n:08d}", unit, issue.raised_at + timedelta(hours=30))
        if issue.status == IssueStatus.CLOSED:
            row.status = AssignmentStatus.CONCLUDED
            row.replied_at = row.concluded_at = row.clock_from + timedelta(days=8)
        elif n % 3:
            row.status, row.acknowledged_at = AssignmentStatus.ACKNOWLEDGED, row.clock_from
        rows.append(row)
    made = _with_undertakings(rows)
    records.write_record(made, ["dispatch", "acknowledge"], handlers[0])
    concluded = [row for row in made if row.status == AssignmentStatus.CONCLUDED]
    records.reply(concluded, handlers[0], _office())


def _units() -> dict[int, Unit]:
    """Each unit under the person who acts for it."""
    grants = Grant.objects.filter(role=Role.UNIT).select_related("unit")
    return {grant.user_id: grant.unit for grant in grants if grant.unit}


def _assignment(issue: Issue, number: str, unit: Unit, moment: datetime) -> Assignment:
    """Dispatched at `moment`. Its days are plain sums, for thousands are made at once."""
    limit, day = _limit(unit.committee_id), clock.local_day(moment)
    due_on = day + timedelta(days=DUE_AFTER)
    return Assignment(
        committee_id=unit.committee_id,
        number=number,
        issue=issue,
        studio_id=issue.studio_id,
        title=issue.title,
        demand="请于期限内办结并书面答复。",
        authority=unit.dispatch_authority,
        limit_class=limit,
        lead_unit=unit,
        dispatched_by=_office(),
        dispatched_at=moment,
        clock_from=moment,
        limit_n=limit.due,
        limit_kind=limit.kind,
        sign_days=limit.sign_days,
        warn_days=limit.warn_days,
        starts_on=day,
        base_due_on=due_on,
        sign_due_on=day + timedelta(days=3),
        warn_on=due_on - timedelta(days=3),
        due_on=due_on,
    )


_kept: dict[str, Any] = {}


def _limit(committee_id: int) -> LimitClass:
    if "limit" not in _kept:
        _kept["limit"] = LimitClass.objects.get(committee=committee_id, code="S")
    return _kept["limit"]


def _office() -> User:
    if "office" not in _kept:
        _kept["office"] = User.objects.get(username="office")
    return _kept["office"]


def _with_undertakings(rows: list[Assignment]) -> list[Assignment]:
    made = bulk.insert(rows)
    bulk.insert(
        [
            Undertaking(assignment=row, unit_id=row.lead_unit_id, role=UndertakingRole.LEAD)
            for row in made
        ]
    )
    return made


def _at(day: date) -> datetime:
    with clock.at(day) as moment:
        return moment
