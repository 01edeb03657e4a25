"""A matter goes from hand to hand, and somebody asks how it went (接单、转交、退单、查单)."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render

from consultations.actions import claiming, follow_ups, standing_aside
from consultations.forms.claiming import (
    AgainForm,
    AssignForm,
    ClaimForm,
    FollowUpForm,
    HandOverForm,
)
from consultations.forms.issues import WhyForm
from consultations.permissions import belongs_to_studio
from consultations.permissions.predicates import has_not_released, is_claimant
from consultations.views.issues import issue_of
from consultations.views.one_topic import topic_of
from consultations.views.page import made
from core.access import NotYours, can, target_of, worded
from core.views import step

PAGE = "consultations/issue_step.html"


def claim_issue(request, pk):
    """A member takes a matter on (接单); who comes second is told who was first."""
    found, member = issue_of(request, pk), request.user.member_in_office
    if belongs_to_studio(request.user, found) and not found.is_locked:
        claiming.refuse_if_taken(found)
        target_of(found, "claim")
        standing_aside.refuse_if_tied(member, found)
    asks = {"member": member}
    done = "{}成功，承诺日期已告知反映人。"
    return _step(request, found, "claim", ClaimForm, claiming.claim, done, asks)


def assign_issue(request, pk):
    """Give a matter to a member (指派委员)."""
    found = issue_of(request, pk)
    done = "已指派，委员和反映人均已告知。"
    return _step(request, found, "assign", AssignForm, claiming.assign, done)


def hand_over_issue(request, pk):
    """Another member goes on with it (转交)."""
    found = issue_of(request, pk)
    done = "已转交，双方委员和反映人均已告知。"
    return _step(request, found, "hand_over", HandOverForm, claiming.hand_over, done)


def release_issue(request, pk):
    """Give a matter back (退单), once."""
    found = issue_of(request, pk)
    if is_claimant(request.user, found) and not has_not_released(request.user, found):
        raise NotYours(GIVEN_BACK)
    return step(
        request,
        found,
        "release",
        form_class=WhyForm,
        action=lambda data: claiming.release(found, by=request.user, **data),
        done="已退单，由工作室另行安排。",
        template=PAGE,
    )


GIVEN_BACK = "这件意见您已退过一次，不能再退。确实不能办理的，请转交其他委员，或请召集人另行安排。"


def follow_up_issue(request, pk):
    """Ask how it went (查单)."""
    found = issue_of(request, pk)
    return _follow_up(request, found, PAGE)


def follow_up_topic(request, pk):
    """Ask how it went with what was agreed (查单)."""
    return _follow_up(request, topic_of(request, pk), "core/step.html")


def handle_again_issue(request, pk):
    """What was found unsolved is handled once more (再次办理)."""
    found = issue_of(request, pk)
    follow_ups.refuse_unless_unsolved(found, by=request.user)
    form = AgainForm(request.POST or None)
    form.offer("再次办理", found)
    request.portal_form = form

    def act(data):
        follow_ups.handle_again(found, by=request.user, **data)
        return True

    if made(form, act):
        messages.success(request, "已安排再次办理，委员和反映人均已告知。")
        return redirect(found)
    again = replace(found.workflow.steps["rehandle"], label="再次办理")
    return render(request, PAGE, {"obj": found, "step": again, "form": form})


def _step(request, found, verb, form_class, action, done, asks=None):
    """A step whose form knows the issue and gives the action exactly what it asks for."""
    label = worded(found.workflow.steps[verb], found).label
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        form_kwargs={"issue": found, **(asks or {})},
        action=lambda data: action(found, by=request.user, **data),
        done=done.format(label),
        template=PAGE,
    )


def _follow_up(request, found, template):
    if can(request.user, "follow_up", found) is False:
        standing_aside.refuse_if_tied(request.user.member_in_office, found)
    return step(
        request,
        found,
        "follow_up",
        form_class=FollowUpForm,
        action=lambda data: follow_ups.follow_up(found, by=request.user, **data),
        done="已登记，工作室已收到提醒。",
        template=template,
    )
