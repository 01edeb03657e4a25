"""A year of rosters for sixty studios and three hundred members, beside the bare rows of it."""

from datetime import date, time, timedelta
from itertools import pairwise

from accounts.enums import Role
from accounts.models import Committee, Grant, User
from bench.reader import Wrong
from consultations.actions import rosters
from consultations.models import DutyRule, DutySeat, DutyShift, Roster
from core import bulk, clock
from studios.enums import StudioStatus
from studios.models import Affiliation, Area, Leave, Member, Studio

STUDIOS, MEMBERS, MONTHS = 60, 300, 12
LONG_AGO = date(2020, 1, 1)
Rows = tuple[list[Roster], list[DutyShift], list[DutySeat]]


def found() -> User:
    """The office of a county of its own: five members a studio and some of the next one's, two sit
    every Wednesday morning; one in ten is away for three weeks."""
    county = Committee.objects.create(code="rotas", name="值班县政协", county_name="值班县")
    office = User.objects.create(username="rotas-office", name="周办", committee=county)
    Grant.objects.create(user=office, role=Role.OFFICE, starts_on=LONG_AGO)
    area = Area.objects.create(committee=county, code="rotas", name="城关镇", level="township")
    studios = bulk.insert([_studio(county, area, n) for n in range(STUDIOS)])
    people = [Member(committee=county, name=f"委员{n}", pinyin=f"w{n:03d}") for n in range(MEMBERS)]
    members = bulk.insert(people)
    for n, studio in enumerate(studios):
        near = members[5 * n : 5 * n + 5] + members[(5 * n + 5) % MEMBERS :][:2]
        bulk.insert([Affiliation(member=m, studio=studio, starts_on=LONG_AGO) for m in near])
    first = _year_start() + timedelta(days=40)
    away = {"starts_on": first, "ends_on": first + timedelta(days=20), "recorded_by": office}
    bulk.insert([Leave(member=member, reason="学习", **away) for member in members[::10]])
    for studio in studios:
        DutyRule.objects.create(
            studio=studio, name="每周三", cadence="weekly", days=[2], period="morning",
            starts_at=time(9), ends_at=time(11, 30), seats=2,
        )  # fmt: skip
    return office


def _studio(county: Committee, area: Area, n: int) -> Studio:
    return Studio(
        committee=county, area=area, code=f"rota{n:02d}", name=f"第{n}委员工作室", address="人民路",
        status=StudioStatus.RUNNING, opened_on=LONG_AGO,
    )  # fmt: skip


def _year_start() -> date:
    return date(clock.today().year + 1, 1, 1)


def clear(office: User) -> User:
    """Nobody has a roster yet."""
    for rows in (
        DutySeat.objects.filter(shift__studio__committee=office.committee_id),
        DutyShift.objects.filter(studio__committee=office.committee_id),
        Roster.objects.filter(studio__committee=office.committee_id),
    ):
        rows.delete()
    return office


def draft(office: User) -> int:
    """The whole year, as the office asks for it."""
    year, county = _year_start().year, Committee.objects.get(code="rotas")
    return rosters.generate_year(county, year, by=office, today=clock.today())


def check_year(made: int) -> None:
    """Every month of every studio, nobody twice on a day, no seat open, nobody twice in a row."""
    shifts = DutyShift.objects.filter(studio__code__startswith="rota").order_by("studio", "on")
    seats = DutySeat.objects.filter(shift__in=shifts)
    days = list(seats.values_list("member", "on"))
    sits: dict[int, list[set[int]]] = {}
    for shift in shifts.prefetch_related("seats"):
        members = {seat.member_id for seat in shift.seats.all()}
        sits.setdefault(shift.studio_id, []).append(members)
    again = [a & b for turns in sits.values() for a, b in pairwise(turns) if a & b]
    least = STUDIOS * 52 * 2
    if made != STUDIOS * MONTHS or len(days) < least or len(days) != len(set(days)) or again:
        raise Wrong(f"rotas: {made} rosters, {len(days)} seats, {len(again)} twice in a row")


def bare_rows(office: User) -> Rows:
    """The rows of a drafted year, as if nobody had stored them yet."""
    clear(office)
    draft(office)
    made = Roster.objects.filter(studio__committee=office.committee_id)
    shifts = list(DutyShift.objects.filter(roster__in=made))
    seats = list(DutySeat.objects.filter(shift__in=[shift.pk for shift in shifts]))
    rows = (list(made), shifts, seats)
    clear(office)
    return rows


def insert(rows: Rows) -> int:
    """Nothing but storing them, under new keys."""
    renewed: dict[int, int] = {}
    for kind in rows:
        old = [row.pk for row in kind]
        for row in kind:
            row.pk, row._state.adding = None, True
            for name in ("roster_id", "shift_id"):
                if hasattr(row, name):
                    setattr(row, name, renewed[getattr(row, name)])
        bulk.insert(kind)
        renewed = dict(zip(old, (row.pk for row in kind), strict=True))
    return sum(len(kind) for kind in rows)


def check_rows(count: int) -> None:
    if count < STUDIOS * (MONTHS + 52 + 2 * 52):
        raise Wrong(f"bare rows: {count}")
