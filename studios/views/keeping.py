"""A studio as the office and those who run it see it, and the steps of its status."""

from django.shortcuts import get_object_or_404, render

from audit import trail
from core import clock
from core.access import can, require
from core.views import step
from studios.actions import studios
from studios.forms.keeping import RemarkForm
from studios.models import Studio

# What can be done from the page, besides the steps of the status.
DEEDS = ("edit", "link", "merge", "post_hours", "appoint", "affiliate")


def keeping(request, code):
    """Everything about a studio at once (工作室管理): people, charge, hours, tree, history."""
    studio = find(request, code)
    require(request.user, "keep", studio)
    today = clock.today()
    context = {
        "studio": studio,
        "kinds": studio.kinds.all(),
        "covers": studio.covers.all(),
        "children": studio.children.all(),
        "may": {deed for deed in DEEDS if can(request.user, deed, studio)},
        "history": trail.history_of(studio)[:50],
        "today": today,
    }
    return render(
        request, "studios/keeping.html", context | _people(studio, today) | _charge(studio)
    )


def open_studio(request, code):
    """A studio opens (挂牌运行)."""
    return _step(request, code, "open", "已挂牌运行，公众现在可以找到它。")


def rectify_studio(request, code):
    """A studio has to mend its ways (责令整改)."""
    return _step(request, code, "rectify", "已责令整改，召集人和对口专委会会收到通知。")


def suspend_studio(request, code):
    """A studio takes no more matters (停用)."""
    return _step(request, code, "suspend", "已停用，公众不能再向它提交意见。")


def revoke_studio(request, code):
    """A studio loses its plate (摘牌)."""
    return _step(request, code, "revoke", "已摘牌。")


def find(request, code):
    """A studio of the reader's county, with what stands around it."""
    around = ("area", "committee", "parent", "special_committee", "linked_leader")
    studios_seen = Studio.objects.visible_to(request.user).select_related(*around)
    return get_object_or_404(studios_seen, code=code)


def _people(studio, today):
    """Who belongs to it now, by post and sound; and who did, the last to leave first."""
    rows = studio.affiliations.select_related("member").order_by("role", "member__pinyin", "id")
    gone = [row for row in rows if row.ends_on and row.ends_on < today]
    return {
        "people": [row for row in rows if row not in gone],
        "past": sorted(gone, key=lambda row: (row.ends_on, row.starts_on), reverse=True),
    }


def _charge(studio):
    """In whose charge it is now, and was before."""
    links = list(studio.links.select_related("leader", "special_committee"))
    return {
        "links": [link for link in links if link.ends_on is None],
        "past_links": [link for link in links if link.ends_on],
    }


def _step(request, code, verb, done):
    studio = find(request, code)
    deed = getattr(studios, verb)
    return step(
        request,
        studio,
        verb,
        form_class=RemarkForm,
        done=done,
        action=lambda asked: deed(studio, by=request.user, on=clock.today(), **asked),
    )
