"""The box 同类意见（可能） on the page of a matter that somebody is about to take on."""

from django.urls import reverse

from consultations.enums import OPEN_TO_ISSUES, OPEN_TO_LIKES, IssueStatus
from consultations.lineage.likeness import Said, alike, known_to
from core.access import may_now

# What will become of it is still open: this is when a like one matters.
OPEN_TO_QUESTION = {IssueStatus.REGISTERED, IssueStatus.ACCEPTED}


def likes_box(issue, user, today) -> list[dict]:
    """The five most like it, why, and what this reader may make of them."""
    if issue.status not in OPEN_TO_QUESTION or issue.is_locked:
        return []
    said = Said(issue.title, issue.body, issue.place)
    found = alike(said, known_to(user), studio=issue.studio, on=today, but=issue.pk)
    may_merge = bool(found) and may_now(user, "merge", issue)
    may_join = bool(found) and may_now(user, "join", issue)
    return [
        {
            "issue": like.issue,
            "why": like.why,
            "merge_url": _merge_url(issue, like.issue) if may_merge else "",
            "join_url": _join_url(issue, like.issue) if may_join else "",
        }
        for like in found
    ]


def _merge_url(issue, other) -> str:
    """Where this matter is made one with the other (并入); empty when the other is answered."""
    if other.status not in OPEN_TO_LIKES:
        return ""
    return f"{reverse('consultations:merge_issue', args=[issue.pk])}?into={other.pk}"


def _join_url(issue, other) -> str:
    """Where it joins the other's topic (转入议题), if that is one of its own studio."""
    topic = other.topic
    if topic is None or topic.studio_id != issue.studio_id or topic.status not in OPEN_TO_ISSUES:
        return ""
    return f"{reverse('consultations:join_issue', args=[issue.pk])}?topic={topic.pk}"
