"""My messages (我的消息), and the list of those that could not be delivered (未送达消息)."""

import rules
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.access import NotYours
from core.lists import Column, Listing
from core.views import listing_response
from notices import claims
from notices.models import Delivery, Notice

INBOX_COLUMNS = [
    Column("时间", "created_at", width=18),
    Column("标题", "title", width=50),
    Column("内容", "text", width=80),
    Column("阅读时间", "read_at", width=18),
]
UNDELIVERED_COLUMNS = [
    Column("消息时间", "notice.created_at", width=18),
    Column("接收人", "notice.to.name"),
    Column("渠道", "get_channel_display"),
    Column("消息", "shown_title", width=50),
    Column("失败原因", "last_error", width=60),
    Column("已试次数", "attempts"),
]


@require_safe
def inbox(request):
    """My messages, the unread ones first."""
    mine = Notice.objects.visible_to(request.user)
    listing = Listing(
        request.GET,
        tabs={"unread": ("未读", mine.unread()), "all": ("全部", mine)},
        default="unread",
        search=["title__contains", "text__contains"],
        columns=INBOX_COLUMNS,
    )
    context = {"title": "我的消息", "sees_undelivered": _sees_undelivered(request.user)}
    return listing_response(request, listing, "notices/inbox.html", context)


@require_safe
def open_notice(request, pk):
    """Mark a message read, and go to the matter it speaks of."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())
    return redirect(notice.url or "notices:inbox")


@require_POST
def mark_all_read(request):
    """Mark everything in my inbox as read (全部已读)."""
    unread = Notice.objects.visible_to(request.user).unread()
    messages.success(request, f"已将{unread.update(read_at=clock.now())}条消息标为已读。")
    return redirect("notices:inbox")


@require_safe
def undelivered_list(request):
    """What did not leave the portal, why, and how often it was tried."""
    troubled = _undelivered(request.user).select_related("notice__to")
    listing = Listing(
        request.GET,
        tabs={"dead": ("未送达", troubled.given_up()), "failing": ("重试中", troubled.failing())},
        default="dead",
        search=["notice__to__name__contains", "last_error__contains"],
        order=("-id",),
        columns=UNDELIVERED_COLUMNS,
    )
    return listing_response(
        request, listing, "notices/undelivered_list.html", {"title": "未送达消息"}
    )


@require_POST
def retry(request, pk):
    """Send one undelivered message again."""
    if not claims.retry(_undelivered(request.user).filter(pk=pk)):
        raise Http404
    messages.success(request, "已重新排队发送。")
    return redirect("notices:undelivered_list")


@require_POST
def retry_all(request):
    """Send all undelivered messages again, once the fault is mended."""
    count = claims.retry(_undelivered(request.user).given_up())
    messages.success(request, f"已将{count}条消息重新排队发送。")
    return redirect("notices:undelivered_list")


def _undelivered(user):
    """What this person looks after; refuses everybody else."""
    if not _sees_undelivered(user):
        raise NotYours("未送达消息由政协办公室处理。如确需查看，请联系本级政协机关管理员。")
    return Delivery.objects.visible_to(user)


def _sees_undelivered(user) -> bool:
    return rules.has_perm("notices.see_undelivered", user)
