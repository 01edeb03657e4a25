"""How far everybody is with what is expected of them (定额进度), counted from the records each
time: nobody fills in anything. Handbook 3.3."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, Min, QuerySet

from core.days import deadline
from core.tallies import Asked, Question, numbers, records
from scoring.clock import Period, inside, period_of
from scoring.enums import COLOURS, Cycle, QuotaScope, Standing
from scoring.models import Quota
from studios.models import MemberTerm, Studio


class Subject(NamedTuple):
    """Of whom something is expected, since when they are there, and of what kinds they are."""

    pk: int
    since: date | None = None
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stretch:
    """One quota of one subject in one month, quarter, half-year, year or term."""

    quota: Quota
    subject: Subject
    period: Period
    done: int
    on: date

    @cached_property
    def target(self) -> int:
        """What is owed: of who came in the middle, in proportion to the days (按比例)."""
        quota, period, since = self.quota, self.period, self.subject.since
        if quota.is_self_chosen or period.first > self.on or (since and since > period.last):
            return 0
        if since is None or since <= period.first:
            return quota.target
        days = (period.last - period.first).days + 1
        return quota.target * ((period.last - since).days + 1) // days

    @property
    def missing(self) -> int:
        return max(0, self.target - self.done)

    @cached_property
    def standing(self) -> Standing:
        """Green; amber when two thirds of the time are over and too little is done; red when the
        time is over and something is missing."""
        if self.quota.is_self_chosen:
            return Standing.CHOSEN
        if not self.target:
            return Standing.NOT_ASKED
        if not self.missing:
            return Standing.DONE
        if self.on > self.period.last:
            return Standing.RED
        is_late = self.period.has_passed(2, 3, self.on)
        if is_late and self.done * 100 < self.quota.warn_at * self.target:
            return Standing.AMBER
        return Standing.ON_TRACK

    @property
    def is_running(self) -> bool:
        return self.period.first <= self.on <= self.period.last

    @property
    def light(self) -> str:
        return COLOURS.get(self.standing, "none")


@dataclass(frozen=True)
class Progress:
    """One quota of one subject, over all its stretches in the days that are looked at."""

    quota: Quota
    stretches: list[Stretch]

    @property
    def done(self) -> int:
        return sum(stretch.done for stretch in self.stretches)

    @property
    def target(self) -> int:
        return sum(stretch.target for stretch in self.stretches)

    @property
    def missing(self) -> int:
        """What is missing of each; more in one month does not make up for another."""
        return sum(stretch.missing for stretch in self.stretches)

    @property
    def met(self) -> int:
        """How much of what is owed is done, each stretch by itself."""
        return self.target - self.missing

    @property
    def only(self) -> Stretch | None:
        """Its one stretch; None when several are looked at together."""
        return self.stretches[0] if len(self.stretches) == 1 else None

    @property
    def share(self) -> int:
        """In hundredths of what is owed, rounded down: what is short never reads as done."""
        return 100 * self.met // self.target if self.target else 0

    @cached_property
    def standing(self) -> Standing:
        """The worst of its stretches."""
        found = {stretch.standing for stretch in self.stretches}
        return next(standing for standing in Standing if standing in found)

    @property
    def light(self) -> str:
        return COLOURS.get(self.standing, "none")

    @property
    def word(self) -> str:
        return str(self.standing.label)

    @property
    def owed(self) -> Stretch | None:
        """What still has to be done in time, and can be."""
        return next((one for one in self.stretches if one.is_running and one.missing), None)

    @property
    def next(self) -> str:
        """“还差2次，12月31日，还有26个工作日”; what nobody can make up any more is said, too."""
        if stretch := self.owed:
            until = deadline(stretch.period.last, stretch.on)
            return f"还差{stretch.missing}{self.quota.unit}，{until}"
        return f"已到期，差{self.missing}{self.quota.unit}" if self.missing else ""


@dataclass(frozen=True)
class Board:
    """What is expected of all subjects of one sort, and how far each of them is."""

    quotas: list[Quota]
    rows: dict[int, list[Progress]]

    def standing_of(self, pk: int) -> Standing:
        """The worst light of one of them."""
        found = {progress.standing for progress in self.rows.get(pk, [])}
        return next((one for one in Standing if one in found), Standing.NOT_ASKED)

    def at(self, standing: Standing) -> list[int]:
        """Those whose worst light is this one."""
        return [pk for pk in self.rows if self.standing_of(pk) == standing]

    def of(self, pk: int, quota: Quota) -> Progress | None:
        found = self.rows.get(pk, [])
        return next((progress for progress in found if progress.quota == quota), None)


def quotas_of(committee_id: int, *scopes: str) -> list[Quota]:
    return list(Quota.objects.filter(committee_id=committee_id, scope__in=scopes))


def board(
    quotas: Sequence[Quota],
    subjects: Sequence[Subject],
    *,
    committee_id: int,
    on: date,
    period: Period | None = None,
) -> Board:
    """Each quota in `period`, or in the stretch that runs on `on`: one statement, however many
    quotas and subjects there are."""
    began = term_began(committee_id, quotas)
    periods = [periods_of(quota, on, period, began) for quota in quotas]
    asked_of = [[one for one in subjects if _applies(quota, one)] for quota in quotas]
    keys = [[subject.pk for subject in some] for some in asked_of]
    counted = numbers(
        [
            Question(quota.event, _asked(quota, some), [(one.first, one.last) for one in spans])
            for quota, some, spans in zip(quotas, keys, periods, strict=True)
        ]
    )
    rows: dict[int, list[Progress]] = {subject.pk: [] for subject in subjects}
    for quota, some, spans, found in zip(quotas, asked_of, periods, counted, strict=True):
        for subject in some:
            pairs = zip(spans, found[subject.pk], strict=True)
            stretches = [Stretch(quota, subject, one, done, on) for one, done in pairs]
            rows[subject.pk].append(Progress(quota, stretches))
    return Board(list(quotas), rows)


def _applies(quota: Quota, subject: Subject) -> bool:
    return not quota.kinds or not subject.kinds.isdisjoint(quota.kinds)


def periods_of(
    quota: Quota, on: date, period: Period | None, began: date | None = None
) -> list[Period]:
    """The stretches of a quota that are looked at, but for those that have not begun."""
    cycle = Cycle(quota.cycle)
    if period is None:
        return [period_of(cycle, on, began)]
    found = inside(cycle, period, on, began)
    return [one for one in found if one.first <= on] or found[:1]


def records_of(quota: Quota, pk: int, period: Period) -> list[QuerySet[Any]]:
    """The records behind one number."""
    return records(quota.event, _asked(quota, [pk]), (period.first, period.last))


def term_began(committee_id: int, quotas: Iterable[Quota]) -> date | None:
    """When the present term began, as the members' files say it; asked only when it matters."""
    if not any(quota.cycle == Cycle.TERM for quota in quotas):
        return None
    serving = MemberTerm.objects.filter(
        member__committee=committee_id, term=F("member__committee__term"), ends_on=None
    )
    return serving.aggregate(first=Min("starts_on"))["first"]


def studios(rows: QuerySet[Studio], quotas: Iterable[Quota]) -> list[Subject]:
    """Studios as subjects: since they were opened, of their kinds where these matter."""
    kinds: dict[int, set[str]] = {}
    if any(quota.kinds for quota in quotas):
        pairs = Studio.kinds.through.objects.filter(studio__in=[studio.pk for studio in rows])
        for pk, code in pairs.values_list("studio", "studiokind__code"):
            kinds.setdefault(pk, set()).add(code)
    return [Subject(one.pk, one.opened_on, frozenset(kinds.get(one.pk, ()))) for one in rows]


def members(rows: QuerySet[Any]) -> list[Subject]:
    """Members as subjects: since their first term began, where that is on file."""
    known = rows.annotate(first=Min("terms__starts_on"))
    return [Subject(*found) for found in known.values_list("pk", "first")]


def subjects(scope: str, rows: QuerySet[Any], quotas: Iterable[Quota]) -> list[Subject]:
    """Those of one sort, with what matters for what is asked of them."""
    match QuotaScope(scope):
        case QuotaScope.STUDIO:
            return studios(rows, quotas)
        case QuotaScope.MEMBER:
            return members(rows)
    return [Subject(one.pk) for one in rows]


def _asked(quota: Quota, keys: Sequence[int]) -> Asked:
    return Asked(quota.committee_id, quota.scope, keys, quota.filter)
