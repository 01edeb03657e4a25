"""Who is told how far a studio is: those who run it while there is time, its leader when there is
none left. Once for each quota, studio and stretch of time."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from accounts.models import Committee
from core.days import deadline
from notices.outbox import Letter, post
from scoring.clock import Period, before, period_of
from scoring.enums import Cycle, QuotaScope, Standing
from scoring.lineage import progress
from scoring.lineage.progress import Stretch
from scoring.models import Quota
from studios.actions.audience import conveners_of, runners_of
from studios.models import Studio

# So long after the end of a stretch it is still worth telling; a run may be missed meanwhile.
GRACE = timedelta(days=10)


def remind(on: date) -> int:
    """Tell what is to be told on `on`; returns how many messages are new."""
    letters = [
        letter for county in Committee.objects.order_by("pk") for letter in _letters(county, on)
    ]
    return len(post(letters))


def _letters(county: Committee, on: date) -> Iterator[Letter]:
    found = progress.quotas_of(county.pk, QuotaScope.STUDIO)
    quotas = [quota for quota in found if not quota.is_self_chosen]
    if not quotas:
        return
    rows = Studio.objects.open_to_public().filter(committee=county)
    studios = {studio.pk: studio for studio in rows.select_related("linked_leader__committee")}
    subjects = progress.studios(rows, quotas)
    board = progress.board(quotas, subjects, committee_id=county.pk, on=on)
    for stretch in _at(board, Standing.AMBER):
        studio = studios[stretch.subject.pk]
        yield _letter(stretch, studio, "scoring/quota_amber", runners_of(studio, on))
    for period, ended in _just_ended(quotas, on):
        board = progress.board(ended, subjects, committee_id=county.pk, on=on, period=period)
        for stretch in _at(board, Standing.RED):
            studio = studios[stretch.subject.pk]
            leaders = [studio.linked_leader] if studio.linked_leader else []
            yield _letter(stretch, studio, "scoring/quota_red", [*conveners_of(studio), *leaders])


def _just_ended(quotas: list[Quota], on: date) -> Iterator[tuple[Period, list[Quota]]]:
    """The stretches that ended a few days ago, with the quotas of that cycle."""
    for cycle in Cycle:
        ours = [quota for quota in quotas if quota.cycle == cycle]
        if not ours or cycle == Cycle.TERM:
            # A term ends with its members: who runs the studio then is told by the new one.
            continue
        period = before(period_of(cycle, on))
        if on - period.last <= GRACE:
            yield period, ours


def _at(board: progress.Board, standing: Standing) -> Iterator[Stretch]:
    for rows in board.rows.values():
        for row in rows:
            yield from (one for one in row.stretches if one.standing == standing)


def _letter(stretch: Stretch, studio: Studio, template: str, people: list) -> Letter:
    quota, period = stretch.quota, stretch.period
    url = reverse("scoring:studio_conformance", args=[studio.code])
    return Letter(
        people,
        template,
        about=studio,
        url=f"{url}?period={period.code}",
        key=f"{template}:{quota.code}:{studio.pk}:{period.cycle}:{period.first}",
        context={
            "studio": studio.name,
            "label": quota.label,
            "period": period.name,
            "done": stretch.done,
            "target": stretch.target,
            "missing": stretch.missing,
            "unit": quota.unit,
            "until": deadline(period.last, stretch.on),
        },
    )
