"""How a topic goes on (议题去向): agreed upon, not agreed upon, talked over again, ended."""

from consultations.actions import outcomes, topics
from consultations.forms.outcomes import ConsultAgainForm, ReasonForm
from consultations.views.topics import topic_of
from core.views import step


def conclude_topic(request, pk):
    """Agreed upon, now that every condition is met (形成共识)."""
    found = topic_of(request, pk)
    done = "已形成共识，已通知政协办公室。"
    return _step(request, found, "conclude", None, topics.conclude, done)


def disagree_topic(request, pk):
    """Nothing was agreed (未达成共识)."""
    found = topic_of(request, pk)
    done = "已登记。请确定再协商或终止。"
    return _step(request, found, "disagree", ReasonForm, outcomes.disagree, done)


def consult_again_topic(request, pk):
    """Talk it over once more (再协商)."""
    found = topic_of(request, pk)
    done = f"已进入第{found.round + 1}轮协商。"
    return _step(
        request, found, "consult_again", ConsultAgainForm, outcomes.consult_again, done, topic=found
    )


def end_topic(request, pk):
    """Give it up (终止)."""
    found = topic_of(request, pk)
    done = "已终止，议题中的意见已退回工作室并告知反映人。"
    return _step(request, found, "end", ReasonForm, outcomes.end, done)


def _step(request, found, verb, form_class, action, done, **form_kwargs):
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        form_kwargs=form_kwargs,
        action=lambda data: action(found, by=request.user, **data),
        done=done,
    )
