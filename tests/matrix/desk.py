"""Two past shifts of a county's studio: one has left a note, the other has a visitor."""

from datetime import date, time, timedelta
from itertools import count
from types import SimpleNamespace

from consultations.enums import IssueStatus
from tests.builders.directory import join_studio
from tests.builders.duty import make_hand_over, make_seat, make_shift
from tests.builders.people import make_user
from tests.matrix.matters import an_issue

_days = count(1)
# In the month before, so that nobody sits twice on one day with what else the county holds.
LEFT_ON, DESK_ON = date(2026, 2, 10), date(2026, 2, 11)
EVENING = {"starts_at": time(18), "ends_at": time(20)}


def stand_at_the_desk(place) -> SimpleNamespace:
    """`county.left` has handed over to `county.desk`; its convener wrote the note."""
    seats = [place.member]
    left = make_shift(place.studio, on=LEFT_ON, seats=seats, visitors=2, **EVENING)
    desk = make_shift(place.studio, on=DESK_ON, seats=seats, **EVENING)
    note = make_hand_over(left, note=f"{place.code}交班")
    an_issue(place, IssueStatus.ANSWERED, duty_shift=desk, title=f"{place.code}来访")
    return SimpleNamespace(left=left, desk=desk, note=note)


def more_at_the_desk(place) -> None:
    """More notes to read, more seats, more visitors; each with people of its own."""
    before = LEFT_ON - timedelta(days=next(_days))
    earlier = make_shift(place.studio, on=before, seats=[])
    note = make_hand_over(earlier)
    note.written_by = make_user(committee=place.county)
    note.save()
    make_seat(place.desk, join_studio(place.studio, user=make_user(committee=place.county)))
    reason = place.reasons["issue_referred"]
    an_issue(place, IssueStatus.REFERRED, duty_shift=place.desk, reason=reason)
    an_issue(place, IssueStatus.REGISTERED, duty_shift=place.desk)
