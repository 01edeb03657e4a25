"""Files that were closed, and who is away (离任、请假): what the roll of members shows besides."""

from datetime import date, timedelta

from core import clock
from dashboards.demo.county import County
from dashboards.demo.year import Story
from studios.actions import members, terms
from studios.enums import Basis, Ending
from studios.models import Area, Sector

# Name, gender, post, sector, term, why they left. The first went with the last term.
FORMER = [
    ("陶永年", "男", "县供销社原主任", "farming", "九届", Ending.TERM),
    ("伍玉兰", "女", "县实验幼儿园原园长", "education", "九届", Ending.TERM),
    ("庞学文", "男", "县广播电视台原副台长", "culture", "十届", Ending.MOVED),
]
# Who is away on the last day, since when, for how long, why.
AWAY = [("钟敏", 3, 12, "赴市委党校学习"), ("祝来福", 1, 5, "转场放蜂")]


def last_term(first: date) -> tuple[date, date]:
    """The five years before the present term, which is in its fourth year."""
    return date(first.year - 8, 11, 21), date(first.year - 3, 11, 20)


def begin(county: County) -> None:
    county.year.begin(_former(county), county.year.on(county.year.first))
    county.year.begin(_away(county), county.year.on(county.year.ago(max(row[1] for row in AWAY))))


def _former(county: County) -> Story:
    """Paper files are taken over; later in the year one member moves to another county."""
    begun, ended = last_term(county.year.first)
    within = {"committee": county.committee}
    files = [
        members.enter(
            county.committee, by=county.office, name=name, gender=gender, post=post, term=term,
            sector=Sector.objects.filter(**within, code=sector).first(), on=clock.today(),
            since=begun if ending == Ending.TERM else ended + timedelta(days=1),
            places={Basis.WORK: Area.objects.filter(**within, code="chengguan")},
        )
        for name, gender, post, sector, term, ending in FORMER
    ]  # fmt: skip
    yield county.year.after(1)
    for file, (*_, ending) in zip(files[:2], FORMER, strict=False):
        terms.archive(file, by=county.office, on=ended, ending=ending, remark="补建档案")
    yield county.year.after(120)
    ending = FORMER[-1][-1]
    terms.archive(files[-1], by=county.office, on=clock.today(), ending=ending, remark="调任邻县")


def _away(county: County) -> Story:
    """Two leaves that cover the day on which the demo is looked at."""
    for name, since, days, reason in AWAY:
        first = county.year.ago(since)
        members.leave(
            county.members[name], by=county.office, reason=reason,
            starts_on=first, ends_on=first + timedelta(days=days),
        )  # fmt: skip
    yield from ()
