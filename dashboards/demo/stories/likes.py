"""Matters that several people raised, refusals looked at again, a letter with two matters, and
what the hotline sent on, in the demo county."""

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any

from accounts.models import citizen
from consultations.actions import issues, likes, reviewing
from consultations.enums import ReasonKind, Source, Urgency
from consultations.forms.door import CONSENT_VERSION
from consultations.models import Issue
from core import clock
from core.workdays import calendar
from dashboards.demo.county import County
from dashboards.demo.year import Story, moment
from petitions.actions import ratings

Text = dict[str, Any]

DRAIN: Text = {
    "title": "西关路中段下水道返味",
    "body": "一到下雨天，西关路中段的下水道就返味，沿街住户不敢开窗，已经两个夏天了。",
    "place": "西关路中段",
}
DRAIN_2: Text = {
    "title": "店门口雨水口臭气大",
    "body": "店门口的雨水口臭气很大，顾客都不愿意进门，请帮助看看是不是管道接错了。",
    "place": "西关路36号门前",
}
DRAIN_3: Text = {
    "title": "西关路排水沟夏天熏人",
    "body": "排水沟的味道熏人，接送孩子都要捂着鼻子走，希望彻底清一清。",
    "place": "西关路小学门口",
}
LAMP: Text = {
    "title": "正街后巷路灯一闪一闪",
    "body": "正街后巷两盏路灯一闪一闪，晚上走路晃眼，希望检修。",
    "place": "正街后巷",
}
LAMP_2: Text = {
    "title": "后巷的灯坏了没人换",
    "body": "后巷的路灯坏了快一个月没人换，老人夜里出门不敢走。",
    "place": "正街后巷口",
}
NOISE: Text = {
    "title": "楼下门面装修早晨开工",
    "body": "楼下门面装修，早晨六点就开始切割，整栋楼都休息不好，物业劝过几次没有用。",
    "place": "正街9号院",
}
FEES: Text = {
    "title": "院内停车收费没有公示",
    "body": "院子里开始收停车费，没有公示标准，也没有征求住户意见，想问依据是什么。",
    "place": "南门坡7号院",
}
BRIDGE: Text = {
    "title": "便桥护栏松动，桥头还堆着沙子",
    "body": "便桥护栏有两处松动，扶着直晃；另外桥头堆着一堆沙子，下雨就流到路上，骑车打滑。",
    "place": "西关便桥",
}
SAND: Text = {
    "title": "便桥桥头堆放沙子",
    "body": "桥头堆着一堆沙子，下雨就流到路上，骑车打滑。",
}
HOTLINE: Text = {
    "title": "正街早市占道影响公交",
    "body": "群众来电反映正街早市占道经营，早高峰公交车进不了站，请核实协调。",
    "place": "正街公交站",
    "source": Source.REFERRAL,
    "sent_by": "县12345热线",
    "sent_number": "QX-RX-10417",
}
ANSWER = "已会同镇上和排水养护人员清掏沟道、加装防臭装置，并约定每季度清一次，请您看看效果。"


def begin(county: County) -> None:
    """Each story on its day; the last ones are still under way when the demo opens."""
    for days, story in (
        (45, _answered_together(county)),
        (6, _joined_today(county)),
        (5, _under_review(county)),
        (38, _taken_on_after_all(county)),
        (16, _one_letter_two_matters(county)),
        (9, _from_the_hotline(county)),
    ):
        county.year.begin(story, moment(county.year.ago(days), 9 * 60 + 5))


def _after(workdays: int, minutes: int = 10 * 60) -> datetime:
    """A fixed hour, so that no other story of the year falls on another day because of these."""
    then = moment(calendar().add(clock.today(), workdays), minutes)
    return max(then, clock.now() + timedelta(minutes=10))


def _raise(county: County, studio: str, text: Text, **more: Any) -> Issue:
    fields: dict[str, Any] = {
        "source": Source.QR,
        "consent_version": CONSENT_VERSION,
        "may_publish": True,
    }
    issue, code = issues.raise_issue(county.studios[studio], **fields | text | more)
    county.codes.append((issue, code))
    return issue


def _accept(county: County, issue: Issue, category: str) -> None:
    issues.accept(
        issue,
        by=county.convener(issue.studio),
        category=county.category(category),
        urgency=Urgency.NORMAL,
    )


def _answered_together(county: County) -> Story:
    """Three raise the same; one is answered, all read it, and each rates it."""
    first = _raise(county, "xiguan", DRAIN)
    yield _after(1)
    _accept(county, first, "soc-utility")
    second = _raise(county, "xiguan", DRAIN_2)
    yield _after(1)
    by = county.convener(first.studio)
    likes.merge(second, first, by=by)
    third = _raise(county, "xiguan", DRAIN_3, by=county.liaison(first.studio), source=Source.VISIT)
    likes.merge(third, first, by=by, remark="沿街走访时听到的")
    yield _after(1)
    member = county.attendants(first.studio)[0]
    issues.assign(first, by=by, member=member, promised_on=calendar().add(clock.today(), 8))
    yield _after(6)
    issues.answer(first, by=by, answer=ANSWER)
    for matter, wish in ((first, "satisfied"), (second, "fair")):
        yield _after(2)
        matter.refresh_from_db()
        ratings.rate(matter, result=wish, attitude="satisfied", comment="味道小多了。")


def _joined_today(county: County) -> Story:
    """The second of two has just been made one with the first, which waits for a member."""
    first = _raise(county, "laocheng", LAMP)
    yield _after(1)
    _accept(county, first, "soc-utility")
    yield _after(1)
    second = _raise(county, "laocheng", LAMP_2)
    yield _after(1)
    likes.merge(second, first, by=county.convener(first.studio))


def _refused(county: County, text: Text, why: str) -> Generator[datetime, None, Issue]:
    """Declined, and the raiser does not leave it at that."""
    issue = _raise(county, "laocheng", text)
    yield _after(1)
    reason = county.reason(ReasonKind.ISSUE_DECLINED, "PRIVATE")
    issues.decline(issue, by=county.convener(issue.studio), reason=reason)
    yield _after(1)
    reviewing.appeal(issue, by=citizen(), why=why)
    return issue


def _under_review(county: County) -> Story:
    """The township has not yet decided."""
    yield from _refused(county, NOISE, "不是两家的纠纷，整栋楼都受影响，请再看看。")


def _taken_on_after_all(county: County) -> Story:
    """The township finds that it is a public matter; a member sees to it."""
    issue = yield from _refused(county, FEES, "收费的是全院住户，不是我一家的事。")
    yield _after(2)
    reviewing.overturn(
        issue,
        by=county.township(issue.studio),
        category=county.category("soc-property"),
        urgency=Urgency.NORMAL,
        remark="涉及全院住户，属公共事务",
    )
    yield _after(2)
    by, member = county.convener(issue.studio), county.attendants(issue.studio)[0]
    issues.assign(issue, by=by, member=member, promised_on=calendar().add(clock.today(), 8))
    yield _after(5)
    issues.answer(issue, by=by, answer="已由社区牵头公示收费依据和标准，并召开了住户会。")
    yield _after(2)
    ratings.rate(issue, result="satisfied", attitude="satisfied")


def _one_letter_two_matters(county: County) -> Story:
    """Split at triage: the railing is answered, the sand still waits for a member."""
    issue = _raise(county, "xiguan", BRIDGE, contact_name="许先生", contact_phone="19900002468")
    yield _after(1)
    by = county.convener(issue.studio)
    part = likes.split(issue, by=by, **SAND)
    for matter in (issue, part):
        _accept(county, matter, "soc-utility")
    yield _after(4)
    issues.answer(issue, by=by, answer="护栏已经加固，请您经过时看一看。")


def _from_the_hotline(county: County) -> Story:
    """Sent on by the county's hotline, with its number."""
    studio = county.studios["laocheng"]
    issue = _raise(county, "laocheng", HOTLINE, by=county.liaison(studio))
    yield _after(1)
    _accept(county, issue, "soc-utility")
