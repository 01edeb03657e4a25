"""One view per step on an issue."""

from consultations.actions import issues
from consultations.forms.issues import (
    AcceptForm,
    AnswerForm,
    DeclineForm,
    JoinForm,
    PurposeForm,
    ReferForm,
    RemarkForm,
    WhyForm,
)
from consultations.views.issues import issue_of, revealed_key
from core import clock
from core.views import step


def accept_issue(request, pk):
    """Take a matter on (受理)."""
    found = issue_of(request, pk)
    return _step(request, found, "accept", AcceptForm, issues.accept, "已受理，已告知反映人。")


def answer_issue(request, pk):
    """Answer the raiser (答复)."""
    found = issue_of(request, pk)
    return _step(
        request,
        found,
        "answer",
        AnswerForm,
        issues.answer,
        "已答复，反映人凭查询码可以看到并评价。",
    )


def refer_issue(request, pk):
    """Show the right door (转其他渠道)."""
    found = issue_of(request, pk)
    return _step(request, found, "refer", ReferForm, issues.refer, "已转其他渠道，已告知反映人。")


def decline_issue(request, pk):
    """Not take a matter on (不予受理)."""
    found = issue_of(request, pk)
    return _step(request, found, "decline", DeclineForm, issues.decline, "已告知反映人理由和指引。")


def join_issue(request, pk):
    """Make a matter part of a topic (转入议题); `?topic=` names the one that is meant."""
    found = issue_of(request, pk)
    topic = request.GET.get("topic", "")
    return step(
        request,
        found,
        "join",
        form_class=JoinForm,
        form_kwargs={
            "issue": found,
            "initial": {"topic": topic if topic.isdecimal() else ""},
        },
        action=lambda data: issues.join(found, data["topic"], by=request.user),
        done="已转入议题，已告知反映人。",
        template="consultations/issue_step.html",
    )


def leave_issue(request, pk):
    """Take a matter out of its topic (移出议题)."""
    found = issue_of(request, pk)
    return plain_step(request, found, "leave", WhyForm, issues.leave, "已移出议题。")


def close_issue(request, pk):
    """Close after the time to rate has passed (办结归档)."""
    found = issue_of(request, pk)
    return plain_step(request, found, "close", RemarkForm, issues.close, "已办结归档。")


def reveal_contact_issue(request, pk):
    """Say what for, then read the telephone (查看联系方式)."""
    found = issue_of(request, pk)

    def reveal(data):
        issues.reveal_contact(found, by=request.user, remark=data["remark"])
        request.session[revealed_key(found)] = clock.now().timestamp()

    return step(
        request,
        found,
        "reveal_contact",
        form_class=PurposeForm,
        action=reveal,
        done="联系方式显示10分钟，本次查看已留痕。",
    )


def _step(request, found, verb, form_class, action, done):
    """A step whose form knows the issue and gives the action exactly what it asks for."""
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        form_kwargs={"issue": found},
        action=lambda data: action(found, by=request.user, **data),
        done=done,
        template="consultations/issue_step.html",
    )


def plain_step(request, found, verb, form_class, action, done):
    """A step whose form need not know the issue."""
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        action=lambda data: action(found, by=request.user, **data),
        done=done,
        template="consultations/issue_step.html",
    )
