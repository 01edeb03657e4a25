"""How matters come in, are triaged and are rated in the demo county."""

from typing import Any

from accounts.models import citizen
from consultations.actions import issues
from consultations.enums import IssueStatus, Source, Urgency
from consultations.forms.door import CONSENT_VERSION
from consultations.models import Issue
from core import clock
from core.workdays import calendar
from dashboards.demo.county import County
from dashboards.demo.year import Story
from petitions.actions import ratings
from petitions.enums import Satisfaction
from studios.models import Studio

SOURCES = (
    [Source.QR] * 6
    + [Source.RECEPTION] * 3
    + [Source.VISIT, Source.PHONE, Source.EVENT, Source.RELAY, Source.WEB]
)
URGENCIES = [Urgency.NORMAL] * 4 + [Urgency.PRESSING]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
COMMENTS = {
    Satisfaction.SATISFIED: [
        "办得快，谢谢委员。",
        "问题解决了，满意。",
        "有人管、有回音，很好。",
        "",
    ],
    Satisfaction.FAIR: ["基本解决，希望长期保持。", "能办成这样不容易，再快一点就更好。", ""],
}
UNRATED_FOR = 11  # working days; then the studio closes the matter


def raise_issue(county: County, studio: Studio, text: dict[str, Any]) -> Issue:
    """Somebody scans the code on the door, or tells it to the studio."""
    random = county.year.random
    source = random.choice(SOURCES)
    by = None if source in (Source.QR, Source.WEB) else county.somebody(studio)
    is_named = random.random() < 0.8
    issue, code = issues.raise_issue(
        studio,
        title=text["title"],
        body=text["body"],
        place=text.get("place", ""),
        source=source,
        consent_version=CONSENT_VERSION,
        may_publish=random.random() < 0.6,
        contact_name=f"{random.choice(SURNAMES)}先生" if is_named else "",
        contact_phone=f"1990000{random.randint(1000, 9999)}" if is_named else "",
        by=by,
    )
    county.codes.append((issue, code))
    return issue


def accept(county: County, issue: Issue, category: str) -> None:
    """The studio takes it on."""
    urgency = county.year.random.choice(URGENCIES)
    by = county.somebody(issue.studio)
    issues.accept(issue, by=by, category=county.category(category), urgency=urgency)


def claim(county: County, issue: Issue, by: str = "") -> None:
    """A member takes it on with a day, or the convener asks one to."""
    promised_on = calendar().add(clock.today(), county.year.random.randint(8, 12))
    member = county.untied(issue, county.claimant(issue.studio, by))
    if by or county.year.random.random() < 0.75:
        issues.claim(issue, by=member, promised_on=promised_on)
    else:
        convener = county.convener(issue.studio)
        issues.assign(issue, by=convener, member=member.member, promised_on=promised_on)


def rate(county: County, issue: Issue, wish: str = "", comment: str = "") -> Story:
    """The raiser says how it turned out, or says nothing and the studio closes it in time."""
    wish = wish or county.year.random.choice(["satisfied"] * 6 + ["fair"] * 2 + ["none"] * 2)
    if wish == "none":
        yield county.year.after(UNRATED_FOR)
        issue.refresh_from_db()
        if issue.status == IssueStatus.ANSWERED:
            issues.close(issue, by=county.convener(issue.studio), remark="评价期满，反映人未评价")
        return
    yield county.year.after(county.year.random.randint(1, 4))
    result = Satisfaction(wish)
    comment = comment or county.year.random.choice(COMMENTS[result])
    issue.refresh_from_db()
    attitude = Satisfaction.FAIR if result == Satisfaction.UNSATISFIED else Satisfaction.SATISFIED
    ratings.rate(issue, result=result, attitude=attitude, comment=comment)


def withdraw(county: County, issue: Issue) -> Story:
    """The raiser has settled it otherwise."""
    yield county.year.after(1)
    issues.withdraw(issue, by=citizen())
