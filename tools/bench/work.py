"""The work that is measured: each kind is made ready, done, and its answer checked."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.db.models import QuerySet

from audit import trail
from bench import county, lists, rotas
from bench.reader import Reader, Wrong, bare, plain
from consultations.forms.door import stamp
from consultations.models import Issue
from core import clock, once
from core.paging import Key
from notices.models import Notice
from petitions.actions import ladder
from petitions.enums import AWAITING_REPLY, AssignmentStatus
from petitions.models import Assignment, Reminder

PAGE = 25
NEWLY_DUE = 1000
RECENT = ("-raised_at", "-id")
ALIKE = r"^(YJB|JBB)\d+75$"  # of these every county has alike ones: closed, answered by a unit


@dataclass
class Work:
    """One kind of work: `ready` may take its time, `do` is timed, `check` raises `Wrong`."""

    ready: Callable[[], Any]
    do: Callable[[Any], Any]
    check: Callable[[Any], None]
    times: int = 4


def all_work() -> dict[str, Work]:
    """Everything that is measured in a county that was filled before."""
    who = county.people()
    portal = WSGIHandler()
    office, leader = Reader(portal, who.office), Reader(portal, who.leader)
    issues = Issue.objects.order_by(*RECENT)
    content, clerk = lists.of_members(), rotas.found()
    return {
        "empty": _page(Reader(bare([])), "/bench/empty/", lambda: ["ok"]),
        "bare_page": _page(Reader(plain(), who.office), "/bench/page/", lambda: _first(issues)),
        "list_all": _page(office, "/issues/?tab=all", lambda: _first(issues)),
        "list_tab": _page(
            office, "/issues/?tab=claimable", lambda: _first(issues.filter(status="accepted"))
        ),
        "list_filter": _page(
            office,
            f"/issues/?tab=all&studio={who.door.pk}",
            lambda: _first(issues.filter(studio=who.door)),
        ),
        "list_deep": _deep_page(office, issues),
        "list_overdue": _page(office, "/assignments/?tab=overdue", _overdue),
        "issue": _issue_page(office, _middle(issues.filter(number__regex=ALIKE))),
        "assignment": _assignment_page(office),
        "desk": _page(office, "/desk/", lambda: ["我的工作台"]),
        "board": _page(leader, "/board/", _board_figures),
        "post": _public_post(Reader(portal), who.door),
        "advance": _status_change(),
        "climb": _climb(),
        "climb_nothing": _climb_nothing(),
        "bare_claim": _bare_claim(),
        "preview": Work(
            lambda: content, lambda c: lists.preview(c, who.office), lists.check_preview, 1
        ),
        "bare_sheet": Work(lambda: content, lists.bare, lists.check_bare),
        "year": Work(lambda: rotas.clear(clerk), rotas.draft, rotas.check_year, 1),
        "bare_rows": Work(lambda: rotas.bare_rows(clerk), rotas.insert, rotas.check_rows, 1),
    }


def _page(reader: Reader, url: str, expected: Callable[[], list[str]]) -> Work:
    """A page that must answer 200 and show what the database says it shows."""

    def check(answer: tuple[int, str, str]) -> None:
        status, _, page = answer
        missing = [text for text in expected() if text not in page]
        if status != 200 or missing:
            raise Wrong(f"{url}: {status}, lacks {missing[:3]}")

    return Work(lambda: reader.get(url), reader.ask, check)


def _first(rows: QuerySet) -> list[str]:
    return list(rows.values_list("number", flat=True)[:PAGE])


def _middle(rows: QuerySet) -> Any:
    return rows[rows.count() // 2]


def _deep_page(reader: Reader, issues: QuerySet) -> Work:
    """The page after the row in the middle of the list."""
    place = _middle(issues)
    after = issues.filter(raised_at__lt=place.raised_at)
    cursor = Key(Issue, RECENT).cursor(place)
    return _page(reader, f"/issues/?tab=all&after={cursor}", lambda: _first(after))


def _overdue() -> list[str]:
    late = Assignment.objects.filter(status__in=AWAITING_REPLY, due_on__lt=clock.today())
    return _first(late.order_by("due_on", "id"))


def _issue_page(reader: Reader, issue: Issue) -> Work:
    return _page(reader, f"/issues/{issue.pk}/", lambda: [issue.number, issue.title])


def _assignment_page(reader: Reader) -> Work:
    one = _middle(Assignment.objects.filter(number__regex=ALIKE).order_by("pk"))
    return _page(reader, f"/assignments/{one.pk}/", lambda: [one.number, "路灯已经修复。"])


def _board_figures() -> list[str]:
    """Three of its numbers, counted in another way."""
    year = clock.today().replace(month=1, day=1)
    raised = Issue.objects.filter(raised_at__date__gte=year).count()
    open_ = Assignment.objects.filter(status__in=AWAITING_REPLY)
    late = open_.filter(due_on__lt=clock.today()).count()
    return [f">{raised}<", f">{late}<"]


def _public_post(reader: Reader, door: Any) -> Work:
    """A citizen sends the form behind the QR code, each from a telephone of its own."""
    numbers = itertools.count(1)

    def ready() -> tuple[str, dict[str, Any]]:
        n = next(numbers)
        title = f"压测第{n}件：路口积水"
        with clock.at(clock.now() - timedelta(seconds=10)):
            opened = stamp()
        data = {
            "title": title,
            "body": "下雨后路口积水，行人无法通过，请疏通排水。",
            "consent": "on",
            "opened": opened,
            "once": once.new_key(),
        }
        address = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        return title, reader.post(f"/s/{door.code}/", data, address)

    def do(made: tuple[str, dict[str, Any]]) -> tuple[str, int, str]:
        title, environ = made
        status, place, _ = reader.ask(environ)
        return title, status, place

    def check(answer: tuple[str, int, str]) -> None:
        title, status, place = answer
        stored = Issue.objects.filter(title=title).count()
        if status != 302 or not place.endswith("/raised/") or stored != 1:
            raise Wrong(f"post: {status} {place}, stored {stored}")

    return Work(ready, do, check)


def _status_change() -> Work:
    """A unit signs for an assignment: the one conditional UPDATE and its line of the record."""

    def waiting() -> Iterator[tuple[Assignment, Any]]:
        for row in county.duties(600, due_on=clock.today() + timedelta(days=20), prefix="QS"):
            Assignment.objects.filter(pk=row.pk).update(status=AssignmentStatus.DISPATCHED)
            found = Assignment.objects.select_related("committee", "lead_unit").get(pk=row.pk)
            by = found.lead_unit.people(clock.today()).get()
            yield found, by

    rows = waiting()

    def do(made: tuple[Assignment, Any]) -> Assignment:
        found, by = made
        with transaction.atomic():
            trail.advance(found, "acknowledge", by=by)
        return found

    def check(found: Assignment) -> None:
        stored = Assignment.objects.get(pk=found.pk)
        if stored.status != AssignmentStatus.ACKNOWLEDGED or trail.history_of(found).count() != 1:
            raise Wrong(f"advance: {stored.status}")

    return Work(lambda: next(rows), do, check, times=10)


def _climb() -> Work:
    """A sweep that finds a thousand newly due, each for the unit and for the office."""
    today = clock.today()
    county.duties(NEWLY_DUE, due_on=today + timedelta(days=10))
    days = itertools.count(30)

    def ready() -> int:
        due_on = today - timedelta(days=next(days))
        return county.make_due("CB", due_on, today)

    def check(count: int) -> None:
        told = Notice.objects.filter(key__isnull=False).count()
        if not count or count % NEWLY_DUE or told != Reminder.objects.count():
            raise Wrong(f"climb: {count} calls, {told} notices")

    return Work(ready, lambda _: ladder.climb(today), check, times=1)


def _climb_nothing() -> Work:
    today = clock.today()

    def check(count: int) -> None:
        if count:
            raise Wrong(f"climb: {count} calls, and nothing was due")

    return Work(lambda: ladder.climb(today), lambda _: ladder.climb(today), check, times=5)


CLAIM = """
WITH due AS (
    SELECT id FROM bench_duty WHERE next_on <= %s ORDER BY next_on, id LIMIT 500
    FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE bench_duty SET next_on = NULL FROM due WHERE bench_duty.id = due.id
    RETURNING bench_duty.id, due_on
)
INSERT INTO bench_key (key) SELECT id || ':E1:' || due_on || ':' || person
FROM taken, generate_series(1, 3) AS person RETURNING key
"""


def _bare_claim() -> Work:
    """The same claim in SQL alone: lock, mark, insert unique keys, in chunks of 500."""
    today = clock.today()
    days = itertools.count(30)
    _run("CREATE TABLE bench_key (id bigserial PRIMARY KEY, key text UNIQUE)")
    _run(
        "CREATE TABLE bench_duty AS SELECT id, due_on, next_rung_on AS next_on "
        "FROM petitions_assignment"
    )
    _run("CREATE INDEX ON bench_duty (next_on, id) WHERE next_on IS NOT NULL")

    def ready() -> None:
        ids = "SELECT id FROM bench_duty ORDER BY id DESC LIMIT %s"
        due_on = today - timedelta(days=next(days))
        _run(
            f"UPDATE bench_duty SET next_on = %s, due_on = %s WHERE id IN ({ids})",
            [today, due_on, NEWLY_DUE],
        )

    def do(_: None) -> int:
        count = 0
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(CLAIM, [today])
                if not cursor.rowcount:
                    return count
                count += cursor.rowcount

    def check(count: int) -> None:
        if count != 3 * NEWLY_DUE:
            raise Wrong(f"bare claim: {count} keys")

    return Work(ready, do, check, times=1)


def _run(sql: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
