"""How the raiser found the result, and what follows from it (评价). Handbook 6.1, 6.2.

Which results are handled once more is the county's (`petitions.models.RatingRule`).
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import citizen, system_user
from consultations.actions import issues
from consultations.models import Issue
from core.workflow import NotAllowedNow
from petitions.actions import assignments
from petitions.enums import ANSWERED, Satisfaction
from petitions.lineage import assignments_of
from petitions.models import Rating, rating_words

LAST_ROUND = 2


@transaction.atomic
def rate(issue: Issue, *, result: str, attitude: str, comment: str = "") -> Rating:
    """Good enough here: closed. Else handled once more, and what is still bad is closed as such."""
    word, comment = rating_words(issue.committee_id)[result], comment.strip()
    if word.rehandles and not comment:
        raise ValidationError(reason_missing(word.label))
    issue.workflow.target("close", issue.status)
    rating = _rating(issue, result=result, attitude=attitude, comment=comment)
    if word.rehandles and issue.round < LAST_ROUND:
        said = f"评价为{word.label}"
        issues.rehandle(issue, by=citizen(), remark=f"反映人{said}")
        _hand_back(issue, comment, said)
    elif result == Satisfaction.UNSATISFIED:
        issues.close_unsatisfied(issue, by=citizen())
    else:
        issues.close(issue, by=citizen())
    return rating


def reason_missing(label: str) -> str:
    """What is asked of somebody who wants it handled once more."""
    return f"请写明{label}的原因，我们会据此重新办理。"


def _rating(issue: Issue, **said: str) -> Rating:
    try:
        with transaction.atomic():
            return Rating.objects.create(issue=issue, round=issue.round, **said)
    except IntegrityError as error:
        raise NotAllowedNow("本次办理结果已经评价过了，感谢您的参与。") from error


def _hand_back(issue: Issue, comment: str, said: str) -> None:
    """Units that answered handle it again, once; without any, it is the answerer's turn."""
    rows = assignments_of(issue).filter(status__in=ANSWERED, round__lt=LAST_ROUND)
    rows = rows.select_related("lead_unit", "limit_class", "consensus_item", "committee")
    for assignment in rows:
        assignments.rehandle(assignment, by=system_user(), remark=comment, said=said)
