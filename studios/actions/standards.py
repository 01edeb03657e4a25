"""How a studio is held against a standard (六有、五上墙): self-check, check, result.

The studio says, the portal counts, the township or the special committee checks.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import User
from audit import trail
from core import clock
from core.access import require
from core.measures import plain
from core.photos import without_traces
from core.workflow import NotAllowedNow
from notices import outbox
from studios.actions import audience
from studios.enums import Checker
from studios.lineage.standing import Line, standing_of
from studios.models import Standard, StandardCheck, StandardItem, StandardMark, Studio

NAMED_AT_MOST = 5


class Answer(NamedTuple):
    """What the studio says of one item; without a file its evidence stays as it is."""

    item: StandardItem
    is_met: bool | None
    note: str = ""
    file: Any = None


class Verdict(NamedTuple):
    """What the checker gives for one item, and why (核定分、核验说明)."""

    points: Decimal
    finding: str = ""


@transaction.atomic
def start(studio: Studio, standard: Standard, *, by: User, year: int, on: date) -> StandardCheck:
    """Open the self-check of a year (开始自查); the one that is open already, if there is one."""
    require(by, "start", StandardCheck(studio=studio, standard=standard, year=year))
    _refuse_other_years(year, on)
    if not Standard.objects.asked_of(studio).filter(pk=standard.pk).exists():
        raise NotAllowedNow(f"“{standard}”不适用于{studio}的类型，不用自查。")
    return _open(studio, standard, year, by)[0]


@transaction.atomic
def call(standard: Standard, *, by: User, year: int, on: date) -> int:
    """Ask every open studio to which it applies for its self-check (布置自查); says how many
    were asked, for whoever has begun is left in peace."""
    require(by, "call", standard)
    _refuse_other_years(year, on)
    studios = Studio.objects.open_to_public().filter(committee=standard.committee_id)
    if kinds := list(standard.kinds.all()):
        studios = studios.filter(kinds__in=kinds).distinct()
    asked = 0
    for studio in studios.exclude(checks__standard=standard, checks__year=year):
        check, is_new = _open(studio, standard, year, by)
        if is_new:
            _tell_studio(check, "check_called", by=by)
            asked += 1
    return asked


def _refuse_other_years(year: int, on: date) -> None:
    """Of years gone by only the last is still looked at: its numbers are complete by then."""
    if year not in (on.year, on.year - 1):
        raise NotAllowedNow(f"只能自查{on.year - 1}年或{on.year}年。")


def _open(studio: Studio, standard: Standard, year: int, by: User) -> tuple[StandardCheck, bool]:
    check, is_new = StandardCheck.objects.get_or_create(studio=studio, standard=standard, year=year)
    if is_new:
        trail.record(check, "start", by=by, label="开始自查", after=check.status)
    return check, is_new


@transaction.atomic
def mark(check: StandardCheck, *, by: User, answers: Iterable[Answer], remark: str = "") -> None:
    """Write down what the studio says of some items (填写自查)."""
    _hold(check, "mark", by)
    for answer in answers:
        if not answer.item.is_automatic:
            _note_down(check, answer)
    trail.record(check, "mark", by=by, remark=remark)


def _hold(check: StandardCheck, verb: str, by: User) -> None:
    """Ask whether the step may be taken, and keep the check as it is until we are done: nothing is
    written into what somebody else has handed in or concluded meanwhile."""
    require(by, verb, check)
    now = StandardCheck.objects.select_for_update().get(pk=check.pk)
    now.workflow.target(verb, now.status)


def _note_down(check: StandardCheck, answer: Answer) -> None:
    row, _ = StandardMark.objects.get_or_create(standard_check=check, item=answer.item)
    row.is_met, row.note, row.marked_at = answer.is_met, answer.note, clock.now()
    if answer.file:
        _replace_evidence(row, answer.file)
    row.save()


def _replace_evidence(row: StandardMark, file: Any) -> None:
    """The new file without hidden data; the old one goes when the new one is safe."""
    storage, old = row.file.storage, row.file.name
    content = ContentFile(without_traces(file.read()), name=file.name)
    row.file.save(file.name, content, save=False)
    row.file_name = file.name[-100:]
    if old:
        transaction.on_commit(lambda: storage.delete(old))


@transaction.atomic
def submit(check: StandardCheck, *, by: User, on: date) -> None:
    """Hand the self-check in (提交核验): what the portal counts is counted now and kept."""
    _hold(check, "submit", by)
    _refuse_without_checker(check)
    standing = standing_of(check, on)
    if missing := standing.unanswered:
        raise ValidationError(f"还有{len(missing)}项没有填写：{_named(missing)}。")
    for line in standing.counted:
        kept = {"is_met": line.is_met, "seen": line.seen[:80], "marked_at": clock.now()}
        StandardMark.objects.update_or_create(standard_check=check, item=line.item, defaults=kept)
    trail.advance(check, "submit", by=by, submitted_by=by, submitted_at=clock.now())
    outbox.tell(
        _checkers_of(check, on),
        "studios/check_submitted",
        about=check,
        **_words(check),
        score=plain(standing.score),
        full=plain(standing.full),
    )


def _refuse_without_checker(check: StandardCheck) -> None:
    is_for_committee = check.standard.checker == Checker.COMMITTEE
    if is_for_committee and not check.studio.special_committee_id:
        raise ValidationError("本工作室还没有对口专委会，无人核验。请先请政协办公室确定。")


@transaction.atomic
def send_back(check: StandardCheck, *, by: User, remark: str) -> None:
    """The checker wants more (退回补充); the studio reads what."""
    trail.advance(check, "send_back", by=by, remark=remark)
    _tell_studio(check, "check_sent_back", by=by, remark=remark)


@transaction.atomic
def conclude(
    check: StandardCheck, *, by: User, opinion: str, verdicts: dict[int, Verdict], on: date
) -> None:
    """The checker gives the points (核验): full for what is met and none for what is not, unless
    `verdicts` (by item) say otherwise; the score is their sum."""
    _hold(check, "conclude", by)
    score = Decimal(0)
    for line in standing_of(check, on).lines:
        verdict = verdicts.get(line.item.pk, Verdict(line.points))
        refuse_verdict(line, verdict)
        line.mark.points, line.mark.finding = verdict
        line.mark.save(update_fields=["points", "finding"])
        score += verdict.points
    facts = {"checked_by": by, "checked_at": clock.now(), "score": score, "opinion": opinion}
    trail.advance(check, "conclude", by=by, remark=opinion, **facts)
    _tell_studio(check, "check_concluded", by=by, score=plain(score), opinion=opinion)


def refuse_verdict(line: Line, verdict: Verdict) -> None:
    """What the portal has counted is overruled with a reason or not at all."""
    most = line.item.points
    if not 0 <= verdict.points <= most:
        raise ValidationError(f"“{line.item}”的得分应在0到{plain(most)}之间。")
    if line.item.is_automatic and verdict.points != line.points and not verdict.finding:
        raise ValidationError(f"“{line.item}”由平台核算（{line.seen}），改分请写明核验说明。")


def _named(lines: list[Line]) -> str:
    """The first of them by name, so that somebody can go and fill them in."""
    names = "、".join(f"“{line.item}”" for line in lines[:NAMED_AT_MOST])
    return names if len(lines) <= NAMED_AT_MOST else f"{names}等"


def _checkers_of(check: StandardCheck, on: date) -> list[User]:
    """Who has to look at it; the office, when nobody holds that post, so that it is not lost."""
    by_committee = check.standard.checker == Checker.COMMITTEE
    found = (audience.committee_of if by_committee else audience.township_of)(check.studio, on)
    return found or audience.office_of(check.studio, on)


def _tell_studio(check: StandardCheck, event: str, *, by: User, **words: Any) -> None:
    people = [one for one in audience.runners_of(check.studio, clock.today()) if one.pk != by.pk]
    outbox.tell(people, f"studios/{event}", about=check, **_words(check), **words)


def _words(check: StandardCheck) -> dict[str, Any]:
    return {"studio": check.studio.name, "standard": check.standard.name, "year": check.year}
