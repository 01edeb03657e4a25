"""What units and the office do with an assignment: one page per verb."""

from django.shortcuts import get_object_or_404

from core import clock
from core.views import step
from petitions.actions import assignments, hindrances, replies, requests, supervision
from petitions.forms import assignments as forms
from petitions.forms.replies import CheckForm, PromiseForm, ReplyForm
from petitions.models import Assignment


def _step(request, pk, verb, action, done, form_class=None, *, knows_assignment=False):
    """The page of one verb: found among what the reader may see, refused before it is filled in."""
    rows = Assignment.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("limit_class", "lead_unit", "committee"), pk=pk)
    if found.status in found.workflow.steps[verb].sources:
        hindrances.check(found, verb, clock.today())
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        done=done,
        form_kwargs={"assignment": found} if knows_assignment else None,
        action=lambda given: action(found, by=request.user, **given),
        template="petitions/assignment_step.html",
        context={"assignment": found},
    )


def acknowledge_assignment(request, pk):
    """The unit signs for it (签收)."""
    done = "已签收，请按期办理并登记进展。"
    return _step(request, pk, "acknowledge", assignments.acknowledge, done, forms.AcknowledgeForm)


def report_progress_assignment(request, pk):
    """The unit says how far it has come (登记进展)."""
    return _step(
        request,
        pk,
        "report_progress",
        assignments.report_progress,
        "进展已登记。",
        forms.ProgressForm,
    )


def give_opinion_assignment(request, pk):
    """A supporting unit gives its opinion (会办意见)."""
    done = "会办意见已提交主办单位。"
    return _step(request, pk, "give_opinion", assignments.give_opinion, done, forms.OpinionForm)


def request_return_assignment(request, pk):
    """The unit asks to give it back (申退)."""
    return _step(
        request,
        pk,
        "request_return",
        requests.request_return,
        "已申请退回，等待政协办公室答复。",
        forms.ReturnForm,
        knows_assignment=True,
    )


def grant_return_assignment(request, pk):
    """The office gives it to another unit (改派)."""
    return _step(
        request,
        pk,
        "grant_return",
        requests.grant_return,
        "已改派，新承办单位已收到通知。",
        forms.ReassignForm,
        knows_assignment=True,
    )


def refuse_return_assignment(request, pk):
    """The office leaves it where it is (不同意退回)."""
    done = "已通知原承办单位继续办理。"
    return _step(request, pk, "refuse_return", requests.refuse_return, done, forms.RemarkForm)


def request_extension_assignment(request, pk):
    """The unit asks for more time (申请延期)."""
    return _step(
        request,
        pk,
        "request_extension",
        requests.request_extension,
        "延期申请已提交。",
        forms.ExtensionForm,
        knows_assignment=True,
    )


def decide_extension_assignment(request, pk):
    """The office says yes or no to more time (审批延期)."""
    return _step(
        request,
        pk,
        "decide_extension",
        requests.decide_extension,
        "已批复，承办单位已收到通知。",
        forms.VerdictForm,
    )


def press_assignment(request, pk):
    """The office reminds the unit by hand (催办)."""

    def press(found, *, by):
        return supervision.press(found, on=clock.today(), by=by)

    return _step(request, pk, "press", press, "已催办，承办单位经办人已收到通知。")


def supervise_assignment(request, pk):
    """The office sends a letter of supervised handling (督办函)."""
    done = "督办函已发出。"
    return _step(request, pk, "supervise", supervision.supervise, done, forms.LetterForm)


def reply_assignment(request, pk):
    """The unit answers (答复)."""
    return _step(
        request,
        pk,
        "reply",
        replies.reply,
        "答复已提交，等待政协办公室审核。",
        ReplyForm,
        knows_assignment=True,
    )


def reject_reply_assignment(request, pk):
    """The office asks for a better answer (退回重新答复)."""
    done = "已退回，承办单位已收到通知。"
    return _step(request, pk, "reject_reply", replies.reject_reply, done, forms.RemarkForm)


def accept_reply_assignment(request, pk):
    """The office finds the answer in order (审核通过)."""
    done = "审核通过，已反馈反映人和相关委员。"
    return _step(request, pk, "accept_reply", replies.accept_reply, done, CheckForm)


def keep_promise_assignment(request, pk):
    """Something promised has been done (承诺兑现)."""

    def keep(found, *, by, promise, remark):
        replies.keep_promise(promise, by=by, remark=remark)

    return _step(
        request, pk, "keep_promise", keep, "已登记兑现。", PromiseForm, knows_assignment=True
    )


def withdraw_assignment(request, pk):
    """The office takes it back (撤回交办)."""
    done = "已撤回，可重新交办。"
    return _step(request, pk, "withdraw", assignments.withdraw, done, forms.RemarkForm)
