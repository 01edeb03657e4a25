"""How the raiser found the result, and what follows from it (评价). Handbook 6.1, 6.2."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import citizen, system_user
from consultations.actions import issues
from consultations.models import Issue
from core.workflow import NotAllowedNow
from petitions.actions import assignments
from petitions.enums import ANSWERED, Satisfaction
from petitions.models import Assignment, Rating

LAST_ROUND = 2


@transaction.atomic
def rate(issue: Issue, *, result: str, attitude: str, comment: str = "") -> Rating:
    """Satisfied or fairly so: closed. Not: handled once more, and after that closed as such."""
    is_unsatisfied = result == Satisfaction.UNSATISFIED
    if is_unsatisfied and not comment.strip():
        raise ValidationError("请写明不满意的原因，我们会据此重新办理。")
    issue.workflow.target("close", issue.status)
    rating = _rating(issue, result=result, attitude=attitude, comment=comment.strip())
    if not is_unsatisfied:
        issues.close(issue, by=citizen())
    elif issue.round < LAST_ROUND:
        issues.rehandle(issue, by=citizen(), remark="反映人评价为不满意")
        _hand_back(issue, comment.strip())
    else:
        issues.close_unsatisfied(issue, by=citizen())
    return rating


def _rating(issue: Issue, **said: str) -> Rating:
    try:
        with transaction.atomic():
            return Rating.objects.create(issue=issue, round=issue.round, **said)
    except IntegrityError as error:
        raise NotAllowedNow("本次办理结果已经评价过了，感谢您的参与。") from error


def _hand_back(issue: Issue, comment: str) -> None:
    """Units that answered handle it again, once; without any, it is the answerer's turn."""
    for assignment in assignments_of(issue).filter(status__in=ANSWERED, round__lt=LAST_ROUND):
        assignments.rehandle(assignment, by=system_user(), remark=comment)


def assignments_of(issue: Issue):
    """What units were given for this matter: for itself, or for what its topic agreed on."""
    rows = Assignment.objects.filter(issue=issue)
    if issue.topic_id:
        rows |= Assignment.objects.filter(consensus_item__topic=issue.topic_id)
    return rows.select_related("lead_unit", "limit_class", "consensus_item", "committee")
