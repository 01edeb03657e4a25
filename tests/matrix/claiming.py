"""What members of one county have declared, and what was found when somebody asked."""

from types import SimpleNamespace

from consultations.enums import FollowUpResult, FollowUpWay
from core import clock
from studios.enums import InterestKind
from studios.models import Interest
from tests.builders.people import LONG_AGO
from tests.matrix.matters import an_issue


def take_on(county) -> SimpleNamespace:
    """An interest of the county's member, and a matter that was found unsolved."""
    made = SimpleNamespace(interest=_declare(county, "某某商贸公司"))
    made.unsolved = an_issue(county, "answered", title=f"{county.code}查单未解决")
    _ask(county, made.unsolved, FollowUpResult.UNSOLVED)
    # Under 四单 nothing is closed before somebody has asked.
    _ask(county, county.issue["answered"], FollowUpResult.SOLVED)
    return made


def take_on_more(place) -> None:
    """One more of each, on what a page shows."""
    _declare(place, f"某某{Interest.objects.count()}公司")
    _ask(place, place.unsolved, FollowUpResult.UNSOLVED)
    for topic in (place.topic["dispatched"], place.topic["completed"]):
        topic.follow_ups.create(**_found(place, FollowUpResult.SOLVED))


def _declare(place, name: str) -> Interest:
    return Interest.objects.create(
        member=place.member, kind=InterestKind.FIRM, name=name, declared_on=LONG_AGO
    )


def _ask(place, issue, result: str) -> None:
    issue.follow_ups.create(**_found(place, result))


def _found(place, result: str) -> dict:
    return {
        "done_on": clock.today(),
        "way": FollowUpWay.PHONE,
        "result": result,
        "remark": "还缺一段护栏。",
        "done_by": place.by.liaison,
    }
