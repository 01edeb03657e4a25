"""Why somebody put down for a shift cannot come after all (冲突): on leave, left, archived."""

from collections.abc import Collection, Iterable
from datetime import date

from consultations.enums import ON_DUTY
from consultations.models import DutySeat
from studios.enums import MemberStatus
from studios.models import Affiliation, Leave, Member, Studio


def of_seats(seats: Iterable[DutySeat]) -> dict[int, str]:
    """By seat, what has come between since it was planned; seats without a hindrance are left
    out. Two queries, however many seats; they come with their member and shift."""
    seats = [seat for seat in seats if seat.status in ON_DUTY]
    if not seats:
        return {}
    known = _Known(
        {seat.member_id for seat in seats},
        {seat.shift.studio_id for seat in seats},
        min(seat.on for seat in seats),
        max(seat.on for seat in seats),
    )
    found = {seat.pk: known.hindrance(seat.member, seat.shift.studio_id, seat.on) for seat in seats}
    return {key: said for key, said in found.items() if said}


def of_members(
    members: Collection[Member], studio: Studio, on: date, *, but: int | None = None
) -> dict[int, str]:
    """By member, why they cannot be put down for a shift of this day; `but` is the shift itself."""
    keys = {member.pk for member in members}
    known = _Known(keys, {studio.pk}, on, on)
    found = {member.pk: known.hindrance(member, studio.pk, on) for member in members}
    busy = DutySeat.objects.filter(member__in=keys, on=on, status__in=ON_DUTY)
    for seat in busy.exclude(shift=but).select_related("shift__studio"):
        found[seat.member_id] = found[seat.member_id] or f"当天已在{seat.shift.studio}值班"
    return {key: said for key, said in found.items() if said}


class _Known:
    """Leaves and belongings of some members, read once."""

    def __init__(self, members: set[int], studios: set[int], first: date, last: date) -> None:
        leaves = Leave.objects.touching(first, last).filter(member__in=members)
        self._away = list(leaves.values_list("member_id", "starts_on", "ends_on"))
        rows = Affiliation.objects.filter(member__in=members, studio__in=studios)
        self._here: dict[tuple[int, int], list[tuple[date, date]]] = {}
        for member, studio, starts, ends in rows.values_list(
            "member_id", "studio_id", "starts_on", "ends_on"
        ):
            self._here.setdefault((member, studio), []).append((starts, ends or date.max))

    def hindrance(self, member: Member, studio: int, on: date) -> str:
        """Nothing, when they can come. Who never belonged to the studio comes as a guest."""
        if member.status != MemberStatus.ACTIVE:
            return "已离任"
        if any(who == member.pk and first <= on <= last for who, first, last in self._away):
            return "请假"
        days = self._here.get((member.pk, studio), [])
        if days and not any(first <= on <= last for first, last in days):
            return "已不在本工作室"
        return ""
