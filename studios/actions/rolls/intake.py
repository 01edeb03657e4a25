"""A list goes into the directory: the new in a few statements, the known one by one (写入名录)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Committee, User
from audit import trail
from core import bulk
from studios.actions import members, people
from studios.actions.rolls.directory import FIELDS, Belonging
from studios.actions.rolls.headings import PLACES
from studios.actions.rolls.preview import Preview
from studios.actions.rolls.rows import Row
from studios.enums import AffiliationRole, MemberStatus
from studios.models import (
    Affiliation,
    Area,
    Member,
    MemberPlace,
    MemberTerm,
    Roll,
    Studio,
    pinyin_of,
)


class Intake:
    """One list on its way in: who confirmed it, on what day."""

    def __init__(self, roll: Roll, preview: Preview, *, by: User, on: date) -> None:
        self.roll, self.preview, self.by, self.on = roll, preview, by, on
        self.committee: Committee = roll.committee
        self.studios = Studio.objects.filter(committee=self.committee).in_bulk()

    def write(self) -> tuple[int, int]:
        """Everything that the preview has shown; how many are new, how many were changed."""
        new, changed = self.preview.of("new"), self.preview.of("changed")
        self._add(new)
        for row in changed:
            try:
                self._change(row)
            except ValidationError as error:
                raise ValidationError(f"第{row.number}行{row.name}：{error.messages[0]}") from error
        return len(new), len(changed)

    def _add(self, rows: Sequence[Row]) -> None:
        added = bulk.insert([self._member(row) for row in rows])
        bulk.insert([MemberTerm(member=one, term=one.term) for one in added if one.term])
        places = [
            MemberPlace(member=one, basis=basis.value, area_id=key)
            for row, one in zip(rows, added, strict=True)
            for basis in PLACES
            for key in row.facts.get(basis.value, ())
        ]
        bulk.insert(places)
        remarks = [f"导入《{self.roll}》第{row.number}行" for row in rows]
        after = MemberStatus.ACTIVE.value
        trail.record_all(added, "add", by=self.by, label="登记委员", remarks=remarks, after=after)
        self._take_in(rows, added)

    def _member(self, row: Row) -> Member:
        facts = {name: row.facts[name] for name in FIELDS if name in row.facts}
        if facts.get("is_cppcc_member", True):
            facts["term"] = facts.get("term") or self.committee.term
        else:
            facts |= members.OF_NO_TERM
        return Member(
            committee=self.committee,
            pinyin=pinyin_of(row.name),
            status=MemberStatus.ACTIVE.value,
            **facts,
        )

    def _take_in(self, rows: Sequence[Row], added: Sequence[Member]) -> None:
        """Plain members of a studio together, in one line of its record; posts one by one."""
        joining: dict[int, list[Affiliation]] = defaultdict(list)
        for row, member in zip(rows, added, strict=True):
            for one in row.facts.get("belongings", ()):
                if one.role not in ("", AffiliationRole.MEMBER):
                    self._hold(row, member, one)
                    continue
                joining[one.studio_id].append(
                    Affiliation(
                        member=member,
                        studio=self.studios[one.studio_id],
                        role=AffiliationRole.MEMBER.value,
                        basis=one.basis,
                        starts_on=row.facts.get("since", self.on),
                    )
                )
        bulk.insert([row for rows in joining.values() for row in rows])
        for key, group in joining.items():
            names = "、".join(row.member.name for row in group)
            remark = f"{len(group)}人，导入《{self.roll}》：{names}"
            trail.record(
                self.studios[key], "affiliate", by=self.by, label="纳入工作室", remark=remark
            )

    def _change(self, row: Row) -> None:
        member = row.member
        facts: dict[str, Any] = {
            name: row.facts[name]
            for name in FIELDS
            if name in row.facts and row.facts[name] != getattr(member, name)
        }
        if facts.get("is_cppcc_member") and not member.term:
            facts.setdefault("term", self.committee.term)
        places = {
            basis.value: Area.objects.filter(pk__in=row.facts[basis.value])
            for basis in PLACES
            if basis.value in row.facts
        }
        if facts or places:
            seen = member.version
            members.edit(member, by=self.by, seen_version=seen, places=places, **facts)
        held = self.preview.directory.belongings[member.pk]
        for one in row.facts.get("belongings", ()):
            if self.preview.directory.is_new(one, held.get(one.studio_id)):
                self._hold(row, member, one, held.get(one.studio_id))

    def _hold(
        self, row: Row, member: Member, one: Belonging, held: Affiliation | None = None
    ) -> None:
        """From the day on the list; a change of what somebody is already counts from today."""
        role = one.role or (held.role if held else AffiliationRole.MEMBER)
        before = self.preview.directory.conveners.get(one.studio_id)
        takes_over = role == AffiliationRole.CONVENER and before not in (None, member.pk)
        is_today = held is not None or takes_over
        people.add_affiliation(
            self.studios[one.studio_id],
            member,
            by=self.by,
            on=self.on if is_today else row.facts.get("since", self.on),
            role=role,
            basis=one.basis,
        )
