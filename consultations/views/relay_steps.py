"""One view per step on a relay; a dispatch first asks in which way."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import render

from consultations.actions import relays
from consultations.enums import DispatchMode
from consultations.forms.relays import (
    FORM_OF_MODE,
    DeclineRelayForm,
    ProgressForm,
    ReceiptForm,
    SettleForm,
    VerifyForm,
)
from consultations.views.relays import relay_of
from core.access import require, target_of
from core.views import step

# When each way is the right one. Handbook 3.5.2.
WHEN = {
    DispatchMode.PHONE: "单一、简单的事，打电话给有关单位，记下谁、何时、怎么答复。",
    DispatchMode.DOCUMENT: "经协商形成意见，用政协文件转送办理，记下文号和要点。",
    DispatchMode.SITE: "要几方到场才说得清的，到现场协调，记下谁到场、商定了什么。",
    DispatchMode.MEETING: "涉及几个单位、要研究的，在会议上交办，记下会议和议定事项。",
}


def verify_relay(request, pk):
    """Look whether it is so (核实)."""
    return _step(request, pk, "verify", VerifyForm, relays.verify, "已核实，请选择交办方式。")


def decline_relay(request, pk):
    """Not for a unit (不予转办)."""
    return _step(
        request,
        pk,
        "decline",
        DeclineRelayForm,
        relays.decline,
        "已告知带话委员理由和指引。",
        is_local=True,
    )


def dispatch_relay(request, pk):
    """In which way is it given to a unit (选择交办方式)?"""
    found = relay_of(request, pk)
    require(request.user, "dispatch", found)
    target_of(found, "dispatch")
    ways = [(mode, DispatchMode(mode).label, said) for mode, said in WHEN.items()]
    return render(request, "consultations/relay_modes.html", {"relay": found, "ways": ways})


def dispatch_relay_by(request, pk, mode):
    """Dispatch in one way, with its own proof (交办)."""
    if mode not in FORM_OF_MODE:
        raise Http404
    return _step(
        request,
        pk,
        "dispatch",
        FORM_OF_MODE[DispatchMode(mode)],
        relays.dispatch,
        f"已登记{DispatchMode(mode).label}，正在处理。",
        is_local=True,
        mode=mode,
    )


def progress_relay(request, pk):
    """How far it has got (正在处理)."""
    done = "已登记进展，已告知带话委员。"
    return _step(request, pk, "progress", ProgressForm, relays.progress, done)


def settle_relay(request, pk):
    """What came of it (办理结果)."""
    done = "已登记结果，已请委员带回给群众。"
    return _step(request, pk, "settle", SettleForm, relays.settle, done)


def carry_back_relay(request, pk):
    """The result is taken back to the people (带回答复)."""
    done = "已带回，并记下一份带下去回执，待另一人确认后计入统计。"
    return _step(request, pk, "carry_back", ReceiptForm, relays.carry_back, done)


def _step(request, pk, verb, form_class, action, done, *, is_local=False, **more):
    found = relay_of(request, pk)
    # A dispatch stands under the name of its way, on its page as in the county's talk.
    way = DispatchMode(more["mode"]).label if more else ""
    named = replace(found.workflow.steps[verb], label=way)
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        form_kwargs={"committee": found.committee} if is_local else {},
        action=lambda data: action(found, by=request.user, **data, **more),
        done=done,
        template="consultations/relay_step.html",
        context={"way": way, "step": named} if way else {},
    )
