"""What the people who raised a matter are told (告知): no personal data, in the county's words."""

from django.db.models import Q

from consultations.enums import IssueStatus
from consultations.models import Issue, Telling
from core import clock
from core.days import full_day
from notices.wording import words

LONGEST = Telling._meta.get_field("text").max_length


# How news of the matter that another was made one with begins, for the raiser of the other.
ONE_WITH = "与您反映相同的事项有新进展："


# What stands on the pages of its like matters and its letter in place of what was told of it.
WITHHELD = "（一条进展已隐藏）"


def withhold(issue: Issue) -> None:
    """What may be secret (疑似涉密) is no longer named on the pages of other matters either."""
    near = Q(issue__merged_into=issue) | Q(issue=issue.split_from_id or 0)
    Telling.objects.filter(near, text__contains=issue.title).update(text=WITHHELD)


def tell(issue: Issue, text: str) -> Telling:
    """Write one line on the raiser's tracking page; no line is ever taken off it."""
    text = text.strip()
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return Telling.objects.create(issue=issue, text=text)


def inform(issue: Issue, template: str, **context: object) -> Telling:
    """The same, in the wording of `templates/notices/`, which a county may change."""
    known = {
        "title": issue.title,
        "number": issue.number,
        "studio": issue.studio.name,
        "raised_on": full_day(clock.local_day(issue.raised_at)),
    }
    _, text = words(issue.committee.code, template, known | context, issue)
    told = tell(issue, text)
    if issue.is_locked:
        return told  # what may be secret is told to nobody but its raiser
    for like in issue.merged.filter(status=IssueStatus.MERGED):
        tell(like, f"{ONE_WITH}{text}")
    if issue.split_from_id:
        tell(issue.split_from, f"拆分出的{issue.number}：{text}")
    return told
