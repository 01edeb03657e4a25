"""Postings (公开征集与公示) for those inside: the list, the page with its comments, the steps."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.predicates import is_office
from audit import trail
from consultations.actions import postings
from consultations.enums import CommentStatus, PostingKind
from consultations.forms.postings import (
    PRIVATE,
    PostingForm,
    RefuseCommentForm,
    StudioPostingForm,
    WithdrawForm,
)
from consultations.models import Comment, Posting, Topic
from consultations.permissions import runs_studio
from consultations.views.filters import PostingFilter
from consultations.views.page import made
from consultations.views.topics import topic_of
from core import clock
from core.access import NotYours, can, may_now, require
from core.lists import Column, Listing
from core.views import listing_response, step
from core.workdays import calendar
from studios.models import Studio

MOST = 300  # comments on one page, those to be looked at first
LOOKED_AT_WITHIN = 1  # working days, handbook 3.5.3
COLUMNS = [
    Column("标题", "title", width=40),
    Column("类型", "get_kind_display"),
    Column("工作室", "studio.name", width=24),
    Column("议题", lambda posting: str(posting.topic or ""), width=40),
    Column("开始日期", "opens_on"),
    Column("截止日期", "closes_on"),
    Column("状态", lambda posting: posting.state_on(clock.today())),
]


def posting_list(request):
    """What is before the public now, what was, and where comments wait to be looked at."""
    today, user = clock.today(), request.user
    mine = Posting.objects.visible_to(user).select_related("studio", "topic")
    tabs = {
        "open": ("进行中", mine.not_over(today)),
        "closed": ("已结束", mine.over(today)),
        "waiting": ("待审核留言", mine.with_comments_to_look_at(user)),
        "all": ("全部", mine),
    }
    listing = Listing(
        request.GET,
        tabs=tabs,
        default="open",
        filterset=PostingFilter.read_by(user),
        search=("title__contains", "topic__title__contains"),
        order=("-opens_on", "-id"),
        columns=COLUMNS,
    )
    rows = [(posting, posting.state_on(today)) for posting in listing.rows]
    page = {"title": "公开征集与公示", "rows": rows, "may_post": runs_studio(user)}
    return listing_response(request, listing, "consultations/posting_list.html", page)


def posting(request, pk):
    """One posting: what was put up, and what people say to it."""
    found, user, today = _posting(request, pk), request.user, clock.today()
    comments = Comment.objects.visible_to(user).filter(posting=found).waiting_first()[:MOST]
    page = {
        "posting": found,
        "state": found.state_on(today),
        "may_withdraw": not found.withdrawn_at and can(user, "withdraw", found),
        "rows": [_row(comment, found, user) for comment in comments],
        "count": found.comments.visible_to(user).count(),
        "reads_all": runs_studio(user, found) or is_office(user, found),
        "form": RefuseCommentForm(),
        "public_url": reverse("consultations:talk", args=[found.pk]),
        "is_public": Posting.objects.public(today).filter(pk=found.pk).exists(),
        # Its title is before the public; the topic itself is not open to everybody inside.
        "opens_topic": Topic.objects.visible_to(user).filter(pk=found.topic_id).exists(),
        "history": trail.history_of(found),
    }
    return render(request, "consultations/posting.html", page)


def _row(comment, found, user) -> dict:
    """A comment and what this reader can do about it; until when it is to be looked at."""
    comment.posting = found
    due_on = calendar().add(clock.local_day(comment.said_at), LOOKED_AT_WITHIN)
    return {
        "comment": comment,
        "may_show": may_now(user, "show", comment),
        "may_refuse": may_now(user, "refuse", comment),
        "due_on": due_on if comment.status == CommentStatus.WAITING else None,
        "is_private": bool(PRIVATE.search(comment.text)),
    }


def posting_new(request):
    """A call of a studio (发起网上征集)."""
    studios = Studio.objects.run_by(request.user).select_related("committee")
    if not studios.exists():
        raise NotYours("网上征集由工作室召集人、联络员发起。")
    kind, today = PostingKind.CALL, clock.today()
    form = StudioPostingForm(
        request.POST if request.method == "POST" else None,
        studios=studios,
        initial={"kind": kind, "opens_on": today},
    )
    form.say_how_long({kind: postings.days_for(studios.first(), kind)})
    return _posted(request, form, lambda data: _post(data.pop("studio"), request.user, data), {})


def post_topic(request, pk):
    """A talk on line or a notice about a topic (网上征言、公示)."""
    topic = topic_of(request, pk)
    if not postings.may_post(request.user, topic):
        raise NotYours("公开征言和公示由本工作室召集人、联络员发布。")
    postings.refuse_if_closed(topic.studio, topic)
    kinds = [PostingKind.NOTICE, PostingKind.WINDOW]
    chosen = request.GET.get("kind")
    kind = PostingKind(chosen) if chosen in kinds else kinds[0]
    form = PostingForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds,
        initial=_first_words(topic, kind),
    )
    form.say_how_long({kind: postings.days_for(topic, kind) for kind in kinds})
    form.cancel_url = topic.get_absolute_url()
    return _posted(request, form, lambda data: _post(topic, request.user, data), {"topic": topic})


def _post(where, by, data):
    return postings.post(where, by=by, **data)


def _posted(request, form, action, page):
    request.portal_form = form
    found = made(form, action)
    if found:
        messages.success(request, f"已发布，{found.get_kind_display()}的公开页面可以转发。")
        return redirect(found)
    return render(request, "consultations/posting_new.html", page | {"form": form})


def _first_words(topic, kind) -> dict:
    """What the topic and its items already say; the studio reads it over before it is public."""
    items = topic.consensus_items.order_by("pk")
    plan = "\n".join(f"{n}. {item.text}" for n, item in enumerate(items, start=1))
    parts = [f"一、背景\n{topic.background}"]
    if plan:
        parts.append(f"二、拟定方案\n{plan}")
    return {
        "kind": kind,
        "title": f"{topic.subject[:40]}（{kind.label}）",
        "text": "\n\n".join(parts)[:2000],
        "opens_on": clock.today(),
    }


def withdraw_posting(request, pk):
    """Take it off the public page (撤下)."""
    found = _posting(request, pk)
    require(request.user, "withdraw", found)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    form.offer("撤下", found)
    request.portal_form = form
    if form.is_valid():
        postings.withdraw(found, by=request.user, **form.cleaned_data)
        messages.success(request, "已撤下，公开页面不再显示。")
        return redirect(found)
    page = {"obj": found, "step": {"label": "撤下"}, "form": form}
    return render(request, "core/step.html", page)


@require_POST
def show_comment(request, pk):
    """Let all read a comment (公开)."""
    comment = _comment(request, pk)
    postings.show(comment, by=request.user)
    messages.success(request, "已公开这条留言。")
    return redirect(comment)


def refuse_comment(request, pk):
    """Keep a comment from the public (不公开), with the reason."""
    comment = _comment(request, pk)
    return step(
        request,
        comment,
        "refuse",
        form_class=RefuseCommentForm,
        action=lambda data: postings.refuse(comment, by=request.user, reason=data["why"]),
        done="这条留言不公开，原因已记录。",
    )


def _posting(request, pk):
    mine = Posting.objects.visible_to(request.user).select_related(
        "studio__committee", "committee", "topic", "posted_by"
    )
    return get_object_or_404(mine, pk=pk)


def _comment(request, pk):
    """A comment, if this person may read it before it is public."""
    mine = Comment.objects.visible_to(request.user).select_related(
        "posting__studio", "posting__committee"
    )
    return get_object_or_404(mine, pk=pk)
