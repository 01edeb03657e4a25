"""Whom one would ask to take a matter on (人选推荐), each with the reasons in plain words.

A suggestion decides nothing: whoever assigns is free to choose anybody of the studio.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from consultations.enums import IN_A_MEMBERS_HANDS, IssueStatus, SeatStatus
from consultations.lineage.conflicts import Conflict, conflicts_of
from consultations.lineage.trades import fields_of
from consultations.models import DutySeat, Issue, Topic
from studios.enums import OPEN_TO_PUBLIC, Basis, MemberStatus
from studios.models import Affiliation, Leave, Member, MemberPlace
from studios.models.area import TOWNSHIP, above, places, within

Matter = Issue | Topic
# A studio with fewer members than this looks to its neighbours; so many are named first.
FEW, MOST = 5, 5
AHEAD = timedelta(days=14)
HEAVY = 5  # more in hand than this weighs no more
TIES = {
    Basis.HOME: "住在{}", Basis.WORK: "在{}工作", Basis.CONTACT: "联系{}", Basis.ASSIST: "帮扶{}",
}  # fmt: skip
DONE_BEFORE = [IssueStatus.ANSWERED, IssueStatus.CLOSED, IssueStatus.CLOSED_UNSATISFIED]
SECTOR, POST, COMMITTEE, KNOWN, HERE, NEAR = 4, 3, 2, 2, 3, 1
NEIGHBOUR, INVITED = -4, -1


class Suggestion(NamedTuple):
    """A member, how well they suit, and why."""

    member: Member
    score: float
    reasons: list[str]
    studio: str = ""  # of a neighbour
    is_away: bool = False
    conflict: Conflict | None = None

    @property
    def why(self) -> str:
        """“界别：医药卫生界；住在西关社区；手上2件”"""
        return "；".join(self.reasons)

    @property
    def is_free(self) -> bool:
        """Nothing speaks against asking: in place, uses the portal, need not stand aside."""
        stops = self.conflict is not None and self.conflict.is_stop
        return not self.is_away and not stops and bool(self.member.user_id)


def suggested(everybody: Collection[Suggestion]) -> list[Suggestion]:
    """The first five who can be asked."""
    return [one for one in everybody if one.is_free][:MOST]


def ranked(matter: Matter, on: date, *, but: Member | None = None) -> list[Suggestion]:
    """Everybody who may be asked, those who suit best first; five queries, however many."""
    rows = [row for row in _rows(matter, on) if but is None or row.member_id != but.pk]
    members = [row.member for row in rows]
    keys = [member.pk for member in members]
    where, work = _places_of(keys), _work_of(keys, matter)
    conflicts = conflicts_of(members, matter, on)
    about, here = fields_of(matter.title, str(matter.category or "")), _areas_of(matter)
    found = []
    for row in rows:
        score, reasons = _trade(row.member, about)
        _add(_known(work[row.member_id], matter), reasons)
        score += KNOWN * min(work[row.member_id]["known"], 2)
        nearness, said = _nearness(where[row.member_id], here)
        _add(said, reasons)
        hands = work[row.member_id]["hands"] + row.topics
        _add(f"手上{hands}件" if hands else "手上没有在办事项", reasons)
        _add(f"两周内值班{row.shifts}次" if row.shifts else "", reasons)
        score += nearness - min(hands, HEAVY) - row.shifts / 2
        found.append(_judged(row, score, reasons, conflicts.get(row.member_id), matter))
    return sorted(found, key=lambda one: (-one.score, one.member.pinyin, one.member.pk))


def _judged(
    row: Any, score: float, reasons: list[str], conflict: Conflict | None, matter: Matter
) -> Suggestion:
    is_neighbour = row.studio_id != matter.studio_id
    if conflict:
        # What was declared is for few to read.
        word = "须回避" if conflict.is_stop else "须说明利害关系"
        reasons.append(word)
        score -= 1
    studio = row.studio.name if is_neighbour else ""
    score += NEIGHBOUR if is_neighbour else 0
    score += 0 if row.member.is_cppcc_member else INVITED
    return Suggestion(row.member, score, reasons, studio, row.is_away, conflict)


def _rows(matter: Matter, on: date) -> list[Any]:
    """Those of the studio; where they are few, of the studios of the same township as well."""
    studio = matter.studio
    near = within([_township(studio.area_id)])
    known = Q(studio=studio) | Q(studio__area__in=near, studio__status__in=OPEN_TO_PUBLIC)
    seats = DutySeat.objects.planned().filter(
        status=SeatStatus.EXPECTED, on__gte=on, on__lt=on + AHEAD
    )
    rows = (
        Affiliation.objects.in_force(on)
        .filter(known, studio__committee=matter.committee_id, member__status=MemberStatus.ACTIVE)
        .select_related("member__sector", "member__special_committee", "studio")
        .annotate(
            is_away=Exists(Leave.objects.in_force(on).filter(member=OuterRef("member"))),
            topics=_count(Topic.objects.awaiting_consultation(), "lead"),
            shifts=_count(seats, "member"),
        )
    )
    own = {row.member_id: row for row in rows if row.studio_id == studio.pk}
    if len(own) >= FEW:
        return list(own.values())
    others = {row.member_id: row for row in rows if row.member_id not in own}
    return [*own.values(), *others.values()]


def _count(rows: QuerySet[Any], key: str) -> Coalesce:
    mine = rows.filter(**{key: OuterRef("member")}).order_by().values(key)
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)


def _places_of(keys: list[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = MemberPlace.objects.filter(member__in=keys, basis__in=TIES)
    for member, basis, area in rows.values_list("member", "basis", "area"):
        found[member].append((basis, area))
    return found


def _work_of(keys: list[int], matter: Matter) -> dict[int, dict[str, int]]:
    """What each has in hand, and how often they brought such a matter to an answer."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: {"hands": 0, "known": 0})
    like = Q(category=matter.category_id, status__in=DONE_BEFORE) if matter.category_id else Q(pk=0)
    rows = Issue.objects.filter(claimed_by__in=keys).order_by().values(who=F("claimed_by"))
    counted: QuerySet[Any] = rows.annotate(
        hands=Count("pk", filter=Q(status__in=IN_A_MEMBERS_HANDS)), known=Count("pk", filter=like)
    )
    found.update({row["who"]: row for row in counted})
    return found


def _trade(member: Member, about: set[str]) -> tuple[float, list[str]]:
    """What sector, post and special committee have to do with it."""
    score, reasons = 0.0, []
    for weight, noun, text in (
        (SECTOR, "界别", str(member.sector or "")),
        (POST, "岗位", member.post),
        (COMMITTEE, "专委会", str(member.special_committee or "")),
    ):
        if text and about & fields_of(text):
            score += weight
            reasons.append(f"{noun}：{text}")
    return score, reasons


def _known(work: dict[str, int], matter: Matter) -> str:
    return f"办过“{matter.category.name}”{work['known']}件" if work["known"] else ""


def _nearness(mine: list[tuple[str, int]], here: set[int]) -> tuple[float, str]:
    """In the very place, or in one that contains it (四地)."""
    around = {key for one in here for key in above(one)} - here
    for weight, keys in ((HERE, within(here)), (NEAR, around)):
        for basis, area in mine:
            if area in keys:
                return weight, TIES[Basis(basis)].format(places()[area].name)
    return 0, ""


def _areas_of(matter: Matter) -> set[int]:
    """Places of the studio's township that the words name; else where the studio stands."""
    words = f"{matter.title} {getattr(matter, 'place', '')}"
    tree, around = places(), within([_township(matter.studio.area_id)])
    named = {
        key
        for key in around
        if key in tree and tree[key].level != TOWNSHIP and stem(tree[key].name) in words
    }
    return named or {matter.studio.area_id}


def stem(name: str) -> str:
    """“西关社区” is 西关 when people speak of a bridge there."""
    short = name.removesuffix("社区").removesuffix("村")
    return short if len(short) > 1 else name


def _township(area: int) -> int:
    tree, line = places(), above(area)
    return next((key for key in line if key in tree and tree[key].level == TOWNSHIP), area)


def _add(said: str, reasons: list[str]) -> None:
    if said:
        reasons.append(said)
