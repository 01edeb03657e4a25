"""What is known of some studios before their shifts are planned: rules, people, who sat when.

Read once for all studios and months that are planned together; what was planned counts for what
is planned next.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from accounts.models import Committee
from consultations.actions import turns
from consultations.enums import ON_DUTY
from consultations.models import DutyGroup, DutyRule, DutySeat
from core.workdays import calendar
from studios.enums import AffiliationRole, MemberStatus
from studios.models import Affiliation, Leave, Member

# Far enough back to find who sat last, however rarely a studio opens.
LOOK_BACK = timedelta(days=100)


class Sat(NamedTuple):
    """One seat, held or planned."""

    member: int
    on: date
    group: int | None


class Outlook:
    """Plans the turns of any of these studios, one month after the other."""

    def __init__(self, committee: Committee, studios: Collection[int], first: date, last: date):
        self.rules = _rules(studios)
        self._first, self._last = first, last
        self._calendar = calendar()
        self._groups = _groups(studios)
        self._sitters = _sitters(committee, studios, self._groups, first, last)
        self._sat: dict[int, list[Sat]] = defaultdict(list)
        self._busy: set[tuple[int, date]] = set()
        for studio, sat in _seats(committee, first, last):
            self._note(studio, [sat])

    def plan(self, studio: int, first: date, last: date) -> list[turns.Turn]:
        """The turns of one studio between two days of a year; they count for what follows."""
        planned = turns.plan(
            self.rules[studio],
            first,
            last,
            sitters=self._sitters[studio],
            groups=self._groups[studio],
            calendar=self._calendar,
            past=self._past(studio, first),
            busy=self._busy,
        )
        for turn in planned:
            self._note(studio, [Sat(member, turn.on, turn.group) for member in turn.members])
        return planned

    def _note(self, studio: int, seats: Iterable[Sat]) -> None:
        for sat in seats:
            self._sat[studio].append(sat)
            self._busy.add((sat.member, sat.on))

    def _past(self, studio: int, first: date) -> turns.Past:
        """Before this day. Everybody begins a year anew; who sat last is remembered across it."""
        load: dict[int, int] = defaultdict(int)
        last_sat: dict[int, date] = {}
        by_group: tuple[date, int] | None = None
        for member, on, group in self._sat[studio]:
            if on >= first:
                continue
            load[member] += on.year == first.year
            last_sat[member] = max(on, last_sat.get(member, on))
            if group and (by_group is None or on >= by_group[0]):
                by_group = (on, group)
        return turns.Past(load, last_sat, by_group and by_group[1])


def _rules(studios: Collection[int]) -> dict[int, list[turns.Rule]]:
    found: dict[int, list[turns.Rule]] = defaultdict(list)
    for rule in DutyRule.objects.filter(studio__in=studios, is_active=True):
        found[rule.studio_id].append(
            turns.Rule(
                key=rule.pk,
                cadence=rule.cadence,
                days=tuple(rule.days),
                weeks=tuple(rule.weeks),
                starts_at=rule.starts_at,
                ends_at=rule.ends_at,
                period=rule.period,
                seats=rule.seats,
                by_group=rule.by_group,
                on_holiday=rule.on_holiday,
            )
        )
    return found


def _groups(studios: Collection[int]) -> dict[int, list[turns.Group]]:
    """The groups in their order, with those of their members who are in office."""
    rows = DutyGroup.objects.filter(studio__in=studios).order_by("order", "pk")
    named = list(rows.values_list("pk", "studio_id"))
    through = DutyGroup.members.through.objects.filter(
        dutygroup__studio__in=studios, member__status=MemberStatus.ACTIVE
    ).order_by("member__pinyin", "member_id")
    members: dict[int, list[int]] = defaultdict(list)
    for group, member in through.values_list("dutygroup_id", "member_id"):
        members[group].append(member)
    found: dict[int, list[turns.Group]] = defaultdict(list)
    for key, studio in named:
        found[studio].append(turns.Group(key, tuple(members[key])))
    return found


def _sitters(
    committee: Committee,
    studios: Collection[int],
    groups: dict[int, list[turns.Group]],
    first: date,
    last: date,
) -> dict[int, list[turns.Sitter]]:
    """The people of each studio with the days on which they can be counted on."""
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    leaves = Leave.objects.touching(first, last).filter(member__committee=committee)
    for member, starts_on, ends_on in leaves.values_list("member_id", "starts_on", "ends_on"):
        away[member].append((starts_on, ends_on))
    here: dict[int, dict[int, list[tuple[date, date]]]] = defaultdict(dict)
    takes_turns: dict[int, set[int]] = defaultdict(set)
    for row in _belongings(studios):
        days = (row.starts_on, row.ends_on or date.max)
        here[row.studio_id].setdefault(row.member_id, []).append(days)
        # A liaison officer who is no CPPCC member does the paperwork and takes no turns.
        if row.role != AffiliationRole.LIAISON or row.member.is_cppcc_member:
            takes_turns[row.studio_id].add(row.member_id)
    return {
        studio: [
            turns.Sitter(key, tuple(days), tuple(away[key]), key not in takes_turns[studio])
            for key, days in (here[studio] | _guests(groups[studio], here[studio])).items()
        ]
        for studio in studios
    }


def _belongings(studios: Collection[int]):
    """Who belongs or belonged to these studios and is in office, in the order of the directory."""
    rows = Affiliation.objects.filter(studio__in=studios, member__status=MemberStatus.ACTIVE)
    return rows.select_related("member").order_by("member__pinyin", "member_id", "starts_on")


def _guests(
    groups: list[turns.Group], here: dict[int, list[tuple[date, date]]]
) -> dict[int, list[tuple[date, date]]]:
    """Members of a group who do not belong to the studio come on its turn all the same."""
    keys = dict.fromkeys(key for group in groups for key in group.members)
    return {key: [(date.min, date.max)] for key in keys if key not in here}


def _seats(committee: Committee, first: date, last: date) -> Iterable[tuple[int, Sat]]:
    """Every seat of the county's members, in whatever studio: since January, or the last weeks."""
    since = min(first.replace(month=1, day=1), first - LOOK_BACK)
    rows = DutySeat.objects.filter(
        member__in=Member.objects.filter(committee=committee),
        on__range=(since, last),
        status__in=ON_DUTY,
    ).order_by("on", "pk")
    for studio, member, on, group in rows.values_list(
        "shift__studio_id", "member_id", "on", "shift__group_id"
    ):
        yield studio, Sat(member, on, group)
