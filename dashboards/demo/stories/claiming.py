"""Who takes a matter on in the demo county, who does not, and who asks how it went (接单、查单)."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from consultations.actions import follow_ups, issues, unclaimed
from consultations.enums import FollowUpResult, FollowUpWay, Source, TopicStatus, Urgency
from consultations.forms.door import CONSENT_VERSION
from consultations.lineage.conflicts import conflict_of
from consultations.models import Issue, Topic
from core import clock
from core.workdays import calendar
from dashboards.demo.county import County
from dashboards.demo.year import Story, moment
from studios.actions import interests
from studios.enums import InterestKind

OWN, FIRM, FAMILY = InterestKind.OWN_UNIT, InterestKind.FIRM, InterestKind.FAMILY
# Who has declared what; the last of each is the unit's code, where it is an undertaking unit.
DECLARED = (
    ("郭长顺", FIRM, "青溪县鸿顺商贸有限公司", ""),
    ("崔美玲", FIRM, "青溪县美家家政有限公司", ""),
    ("任海涛", FIRM, "青溪县海涛建材有限公司", ""),
    ("柯建", FIRM, "青溪锐丰机械有限公司", ""),
    ("廖启明", OWN, "", "huanjingju"),
    ("钟敏", OWN, "", "canlian"),
    ("李文博", FAMILY, "青溪县安泰路桥工程有限公司", ""),
    ("王雅琴", FAMILY, "青溪县启航托管中心", ""),
)
# So many days before the end everybody was asked to declare.
ASKED = 320
# From so many days before the end on, what nobody takes on is pressed each morning.
PRESSED = 45


class Matter(NamedTuple):
    """One matter of this story, and how many working days before the end it was raised."""

    days: int
    studio: str
    category: str
    title: str
    body: str
    place: str = ""


LEFT_LYING = (
    Matter(
        14, "laocheng", "soc-parking", "西河巷口两侧长期停满货车，消防车进不去",
        "巷口两侧白天夜里都停着货车和面包车，只剩两米多宽，上月有人家厨房起火，消防车在巷口堵了十来分钟。",
        "西河巷口",
    ),
    Matter(
        7, "laocheng", "env-clean", "老城菜市场收市后烂菜叶无人清",
        "每天下午收市以后烂菜叶、泡沫箱堆在市场后门，天热时气味很大，附近住户不敢开窗。",
        "老城菜市场后门",
    ),
)  # fmt: skip
HANDED_OVER = Matter(
    9, "xiguan", "soc-old", "西关旧院单元门禁坏了半年",
    "院里三个单元的门禁都坏了，陌生人随便进出，院里丢过两辆电动车，老人晚上不敢出门。",
    "西关旧院",
)  # fmt: skip
FOLLOWED = (
    (
        Matter(
            16, "binhe", "soc-utility", "滨河三路变压器嗡嗡响，夜里睡不着",
            "楼下变压器声音越来越大，夜里安静时更明显，三楼以下几户都反映睡不好。",
            "滨河三路18号楼下",
        ),
        "已会同供电公司现场检测，更换老化减震垫并紧固外壳，夜间噪声降至标准以内。",
        (FollowUpWay.SITE, FollowUpResult.SOLVED, "晚上十点到楼下听过，两户居民都说能睡了。"),
    ),
    (
        Matter(
            15, "xueyuan", "soc-school", "学苑路小学门口护学岗下午没人",
            "早上门口有护学岗，下午放学最乱的时候反而没人，接孩子的电动车和汽车挤成一团。",
            "学苑路小学门口",
        ),
        "已与学校商定，自下周起下午放学时段增设护学岗，由家长志愿者和教师轮流值守。",
        (FollowUpWay.PHONE, FollowUpResult.UNSOLVED, "反映人说下雨天又没人了，请再协调。"),
    ),
)  # fmt: skip


def begin(county: County) -> None:
    """Put all of it on the calendar of the year, at moments of its own."""
    year = county.year
    year.begin(_declares(county), moment(year.ago(ASKED), 9 * 60 + 12))
    for matter in LEFT_LYING:
        year.begin(_left_lying(county, matter), _raised(county, matter))
    year.begin(_handed_over(county), _raised(county, HANDED_OVER))
    for matter, answer, found in FOLLOWED:
        year.begin(_followed(county, matter, answer, found), _raised(county, matter))
    year.begin(_topics_are_asked_after(county), moment(year.ago(5), 10 * 60 + 20))
    year.begin(_presses(county), moment(year.ago(PRESSED), 8 * 60 + 40))


def _raised(county: County, matter: Matter) -> datetime:
    return moment(calendar().add(county.year.last, -matter.days), 8 * 60 + 17 + matter.days)


def _later(workdays: int, minutes: int = 0) -> datetime:
    """In office hours, so many working days from now; asks no dice of the other stories."""
    return moment(calendar().add(clock.today(), workdays), 9 * 60 + 33 + minutes)


def _declares(county: County) -> Story:
    """Members declare with whom they are tied."""
    for name, kind, firm, code in DECLARED:
        member = county.members[name]
        unit = county.unit(code) if code else None
        by = member.user or county.office
        interests.declare(
            member, by=by, kind=kind, name=firm or str(unit), unit=unit, on=clock.today()
        )
        yield clock.now() + timedelta(minutes=7)


def _raise(county: County, matter: Matter) -> Issue:
    issue, code = issues.raise_issue(
        county.studios[matter.studio],
        title=matter.title,
        body=matter.body,
        place=matter.place,
        source=Source.QR,
        consent_version=CONSENT_VERSION,
    )
    county.codes.append((issue, code))
    return issue


def _accept(county: County, issue: Issue, matter: Matter) -> None:
    by = county.convener(issue.studio)
    issues.accept(issue, by=by, category=county.category(matter.category), urgency=Urgency.NORMAL)


def _left_lying(county: County, matter: Matter) -> Story:
    """Nobody takes it on."""
    issue = _raise(county, matter)
    yield _later(1)
    _accept(county, issue, matter)


def _handed_over(county: County) -> Story:
    """Whoever took it on is sent away, and another member goes on with it."""
    matter = HANDED_OVER
    issue = _raise(county, matter)
    yield _later(1)
    _accept(county, issue, matter)
    yield _later(1, 25)
    first, other = county.members["任海涛"], county.members["崔美玲"]
    promised_on = calendar().add(clock.today(), 12)
    issues.claim(issue, by=first.user, promised_on=promised_on)
    yield _later(3, 12)
    remark = "近期在外地进货，半个月后才回来。"
    issues.hand_over(issue, by=first.user, member=other, remark=remark)


def _followed(county: County, matter: Matter, answer: str, found: Any) -> Story:
    """Answered by one member; another asks how it went."""
    issue = _raise(county, matter)
    yield _later(1)
    _accept(county, issue, matter)
    yield _later(1, 18)
    around = [one for one in county.attendants(issue.studio) if one.user]
    first, other = [one for one in around if not conflict_of(one, issue, clock.today())][:2]
    issues.claim(issue, by=first.user, promised_on=calendar().add(clock.today(), 10))
    yield _later(5, 40)
    issues.answer(issue, by=first.user, answer=answer)
    yield _later(2, 55)
    way, result, remark = found
    follow_ups.follow_up(
        issue, by=other.user, done_on=clock.today(), way=way, is_reached=True, result=result,
        remark=remark,
    )  # fmt: skip


def _topics_are_asked_after(county: County) -> Story:
    """Liaison officers look at what became of two topics."""
    done = Topic.objects.filter(
        committee=county.committee, status__in=[TopicStatus.DISPATCHED, TopicStatus.COMPLETED]
    )
    for topic in done.select_related("studio", "committee").order_by("pk")[:2]:
        follow_ups.follow_up(
            topic, by=county.liaison(topic.studio), done_on=clock.today(), way=FollowUpWay.SITE,
            is_reached=True, result=FollowUpResult.PARTLY,
            remark="主要事项已动工，附属部分还在走程序，下月再看一次。",
        )  # fmt: skip
        yield clock.now() + timedelta(minutes=25)


def _presses(county: County) -> Story:
    """Each morning, up to the last day of the story."""
    while True:
        unclaimed.press(clock.today())
        yield moment(calendar().add(clock.today(), 1), 8 * 60 + 40)
