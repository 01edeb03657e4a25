"""The steps on a topic (议题): who decides, who leads, what is handed in and how it is marked."""

from django.shortcuts import redirect

from consultations.actions import merging_topics, papers, standing_aside, topics
from consultations.forms.decisions import (
    DeclineTopicForm,
    DesignateForm,
    ResubmitForm,
    SendBackTopicForm,
    ShelveForm,
)
from consultations.forms.topic_steps import (
    AppointForm,
    ClaimTopicForm,
    HandInForm,
    MarkForm,
    MergeTopicForm,
    ReleaseTopicForm,
    SplitTopicForm,
)
from consultations.lineage.turns import decider_of
from consultations.permissions import belongs_to_studio
from consultations.views.one_topic import topic_of
from core.access import worded
from core.views import step


def designate_topic(request, pk):
    """It is taken up (点题)."""
    found = topic_of(request, pk)
    label = worded(found.workflow.steps["designate"], found).label
    done = f"已{label}，已通知工作室和委员。"
    return _about(request, found, "designate", DesignateForm, topics.designate, done)


def shelve_topic(request, pk):
    """Later (缓议)."""
    found = topic_of(request, pk)
    return _about(request, found, "shelve", ShelveForm, topics.shelve, "已缓议，到期再议。")


def decline_topic(request, pk):
    """Not taken up (不予采纳)."""
    found = topic_of(request, pk)
    done = "未予采纳，议题中的意见已退回工作室并告知反映人。"
    return _about(request, found, "decline", DeclineTopicForm, topics.decline, done)


def send_back_topic(request, pk):
    """Something is missing in it (退回补充)."""
    found = topic_of(request, pk)
    done = "已退回，提出人补充后重报。"
    return _about(request, found, "send_back", SendBackTopicForm, topics.send_back, done)


def resubmit_topic(request, pk):
    """It comes again (补充后重报)."""
    found = topic_of(request, pk)

    def resubmit(data):
        topics.resubmit(found, by=request.user, seen_version=data.pop("version"), **data)

    return step(
        request,
        found,
        "resubmit",
        form_class=ResubmitForm,
        action=resubmit,
        done=f"已重报，等待{decider_of(found)}审定。",
        form_kwargs={"committee": found.committee, "initial": ResubmitForm.texts_of(found)},
    )


def merge_topic(request, pk):
    """It becomes a part of another (并题)."""
    found = topic_of(request, pk)
    done = "已并题，已告知每一位反映人。"
    return _about(request, found, "merge", MergeTopicForm, merging_topics.merge, done)


def split_topic(request, pk):
    """A part of it becomes a topic of its own (拆分议题)."""
    found = topic_of(request, pk)
    issues = found.issues.visible_to(request.user).awaiting_outcome()
    made = []
    answer = step(
        request,
        found,
        "split",
        form_class=SplitTopicForm,
        form_kwargs={"issues": issues, "initial": {"background": found.background}},
        action=lambda data: made.append(merging_topics.split(found, by=request.user, **data)),
        done="已拆分，新议题待审定。",
    )
    return redirect(made[0]) if made else answer


def claim_topic(request, pk):
    """A member takes the lead (接题)."""
    found = topic_of(request, pk)
    lead = request.user.member_in_office
    if belongs_to_studio(request.user, found):
        standing_aside.refuse_if_tied(lead, found)
    done = "接题成功，请尽快组织协商。"
    return _about(request, found, "claim", ClaimTopicForm, topics.claim, done, lead=lead)


def appoint_topic(request, pk):
    """The convener names who leads (指派牵头委员)."""
    found = topic_of(request, pk)
    done = "已指派，委员和反映人均已告知。"
    return _about(request, found, "appoint", AppointForm, topics.appoint, done)


def release_topic(request, pk):
    """The lead gives it back (退题)."""
    found = topic_of(request, pk)
    return step(
        request,
        found,
        "release",
        form_class=ReleaseTopicForm,
        action=lambda data: topics.release(found, by=request.user, **data),
        done="已退题，由工作室另行安排。",
    )


def hand_in_topic(request, pk):
    """The answer on paper (交卷)."""
    found = topic_of(request, pk)
    papers.refuse_if_marked(found)

    def hand_in(data):
        version = data.pop("version")
        papers.hand_in(found, by=request.user, seen_version=version, **data)

    begun = {"paper": found.paper or papers.draft_of(found), "version": found.version}
    return step(
        request,
        found,
        "hand_in",
        form_class=HandInForm,
        form_kwargs={"initial": begun},
        action=hand_in,
        done="已报送，已告知镇（街道）党委、包联领导和政协办公室。",
    )


def mark_topic(request, pk):
    """What the answer is worth (评题)."""
    found = topic_of(request, pk)

    def mark(data):
        papers.mark(found, by=request.user, points=data["points"], comment=data["comment"])

    done = "已评分，已告知工作室。"
    return step(request, found, "mark", form_class=MarkForm, action=mark, done=done)


def close_topic(request, pk):
    """On the shelf (归档)."""
    found = topic_of(request, pk)
    return step(
        request,
        found,
        "close",
        action=lambda data: topics.close(found, by=request.user),
        done="已归档。",
    )


def _about(request, found, verb, form_class, action, done, **form_kwargs):
    """A step whose form knows the topic and gives the action exactly what it asks for."""
    return step(
        request,
        found,
        verb,
        form_class=form_class,
        form_kwargs={"topic": found, **form_kwargs},
        action=lambda data: action(found, by=request.user, **data),
        done=done,
    )
