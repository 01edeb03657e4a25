"""Everybody who is in the directory already, read once, and who of them a row may be (比对)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from accounts.models import Committee
from studios.actions.rolls.headings import BY_NAME as HEADING
from studios.actions.rolls.headings import PLACES
from studios.actions.rolls.words import Words
from studios.enums import AffiliationRole, Basis
from studios.models import Affiliation, Member, MemberPlace

FIELDS = (
    "name", "gender", "is_cppcc_member", "post", "cppcc_post", "is_standing", "sector_id",
    "special_committee_id", "second_committee_id", "party", "term", "phone",
)  # fmt: skip
KIND = {
    "sector_id": "界别",
    "special_committee_id": "专委会",
    "second_committee_id": "专委会",
}


class Difference(NamedTuple):
    """One thing that would be written anew, as the office reads it."""

    label: str
    before: str
    after: str


class Belonging(NamedTuple):
    """A studio that a row names: as what, on what ground; empty where the row does not say."""

    studio_id: int
    role: str
    basis: str


class Directory:
    """The members of one county with what they belong to, found by name, sound and telephone."""

    def __init__(self, committee: Committee) -> None:
        rows = Member.objects.filter(committee=committee)
        self.members: dict[int, Member] = {member.pk: member for member in rows.order_by("pk")}
        self.by_name: dict[str, list[Member]] = defaultdict(list)
        self.by_phone: dict[str, list[Member]] = defaultdict(list)
        self.by_sound: dict[str, list[Member]] = defaultdict(list)
        for member in self.members.values():
            self.by_name[member.name].append(member)
            self.by_sound[member.pinyin].append(member)
            if member.phone:
                self.by_phone[member.phone].append(member)
        self.belongings: dict[int, dict[int, Affiliation]] = defaultdict(dict)
        self.conveners: dict[int, int] = {}
        now = Affiliation.objects.filter(member__committee=committee, ends_on=None)
        for row in now:
            self.belongings[row.member_id][row.studio_id] = row
            if row.role == AffiliationRole.CONVENER:
                self.conveners[row.studio_id] = row.member_id
        self.places: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        places = MemberPlace.objects.filter(member__committee=committee)
        for member_id, basis, area_id in places.values_list("member_id", "basis", "area_id"):
            self.places[member_id][basis].add(area_id)

    def differences(self, facts: dict[str, Any], member: Member, words: Words) -> list[Difference]:
        """What the row says otherwise than the file; what it leaves out stays as it is."""
        found = [
            Difference(
                HEADING[name].label,
                _shown(name, getattr(member, name), words),
                _shown(name, facts[name], words),
            )
            for name in FIELDS
            if name in facts and facts[name] != getattr(member, name)
        ]
        found += [
            Difference(str(basis.label), _all(words, held), _all(words, facts[basis.value]))
            for basis in PLACES
            if basis.value in facts
            and set(facts[basis.value]) != (held := self.places[member.pk][basis.value])
        ]
        return found + [
            Difference(words.label("工作室", one.studio_id), _said(row), _said(one))
            for one in facts.get("belongings", ())
            if self.is_new(one, row := self.belongings[member.pk].get(one.studio_id))
        ]

    @staticmethod
    def is_new(named: Belonging, row: Affiliation | None) -> bool:
        """Whether the row of the list says something that the row of the directory does not."""
        if row is None:
            return True
        return (named.role or row.role, named.basis or row.basis) != (row.role, row.basis)


def _shown(name: str, value: Any, words: Words) -> str:
    if name in KIND:
        return words.label(KIND[name], value)
    if name == "is_cppcc_member":
        return "委员" if value else "特邀"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _all(words: Words, keys: Iterable[int]) -> str:
    return "、".join(words.label("地方", key) for key in keys)


def _said(one: Belonging | Affiliation | None) -> str:
    """Convener, because of where they live."""
    if one is None:
        return "不在"
    said = [str(AffiliationRole(one.role or AffiliationRole.MEMBER).label)]
    return "，".join([*said, *([str(Basis(one.basis).label)] if one.basis else [])])
