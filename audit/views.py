"""The flow record as auditors read it (流转记录)."""

from django.views.decorators.http import require_safe

from audit.filters import EntryFilter
from audit.models import Entry
from core.access import require
from core.lists import Column, Listing
from core.views import listing_response

COLUMNS = [
    Column("时间", "at", width=18),
    Column("经办人", "by_name"),
    Column("对象", "subject_name", width=20),
    Column("步骤", "label", width=20),
    Column("原状态", "before_name"),
    Column("新状态", "after_name"),
    Column("说明", "remark", width=50),
    Column("本行摘要", "digest", width=66),
]


@require_safe
def entry_list(request):
    """Every step taken within the auditor's committee, newest first; never changed."""
    require(request.user, "read", Entry)
    lines = Entry.objects.visible_to(request.user)
    listing = Listing(
        request.GET,
        tabs={"all": ("全部", lines), "public": ("对外公开", lines.public())},
        default="all",
        filterset=EntryFilter,
        search=["by_name__contains", "label__contains"],
        order=("-at", "-id"),
        columns=COLUMNS,
        per_page=50,
    )
    return listing_response(request, listing, "audit/entry_list.html", {"title": "流转记录"})
