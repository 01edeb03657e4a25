"""A year lived through in order (模拟的一年): every story goes on when its next moment comes.

A story is a generator: it takes a step, yields the moment of its next one, and is woken there.
So numbers, history and clocks come about in the order in which a real county would have made
them, and whatever is still under way on the last day simply stays where it is.
"""

from collections.abc import Generator
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from math import ceil
from random import Random

from django.utils import timezone

from core import clock
from core.workdays import calendar

Story = Generator[datetime, None, None]

MORNING = (9 * 60, 11 * 60 + 45)
AFTERNOON = (14 * 60 + 30, 16 * 60 + 50)
RECENT = 65


class Year:
    """The stories of a county between two days."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.random = Random(20260101)  # noqa: S311  the same county each time, not a secret
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._turn = count()

    def begin(self, story: Story, at: datetime) -> None:
        """Let a story start at a moment; one that lies after the last day never does."""
        heappush(self._waiting, (at, next(self._turn), story))

    def live(self) -> None:
        """Take every step up to the last evening."""
        end = moment(self.last, 20 * 60)
        while self._waiting and self._waiting[0][0] <= end:
            at, _, story = heappop(self._waiting)
            with clock.at(at):
                then = next(story, None)
            if then is not None:
                self.begin(story, max(then, at + timedelta(minutes=1)))

    def after(self, workdays: int) -> datetime:
        """Some moment in office hours, so many working days from now."""
        return self.on(calendar().add(clock.today(), workdays))

    def on(self, day: date) -> datetime:
        """Some moment in office hours of a day, never before now."""
        part = MORNING if self.random.random() < 0.6 else AFTERNOON
        then = moment(day, self.random.randint(*part))
        return max(then, clock.now() + timedelta(minutes=self.random.randint(5, 40)))

    def outside(self, day: date) -> datetime:
        """Some moment at which citizens write: evenings and weekends as well."""
        return moment(day, self.random.randint(7 * 60 + 30, 19 * 60 + 30))

    def ago(self, days: int) -> date:
        """So many days before the end. The last weeks are counted in working days, so that what
        is still under way gets equally far whatever holidays lie in them."""
        if days > RECENT:
            return self.last - timedelta(days=days - 1)
        return calendar().add(self.last + timedelta(days=1), -ceil(days * 5 / 7))


def moment(day: date, minutes: int) -> datetime:
    """A time of a day in the county's zone."""
    at = datetime.combine(day, time(minutes // 60, minutes % 60))
    return timezone.make_aware(at, timezone.get_default_timezone())
