"""Consensus items (共识事项) as they are shown, and the one step that a studio takes on them."""

from typing import NamedTuple

from django.shortcuts import get_object_or_404
from django.urls import reverse

from consultations.actions import consensus
from consultations.enums import Exit
from consultations.forms.activities import SettleForm
from consultations.models import ConsensusItem
from core.access import may_now
from core.views import step


class ItemRow(NamedTuple):
    """One item, and what this reader can do about it."""

    item: ConsensusItem
    may_settle: bool
    may_dispatch: bool
    write_url: str = ""


def item_rows(items, user) -> list[ItemRow]:
    """Items for units are dispatched; the others the studio settles by itself."""
    may_dispatch = user.has_perm("petitions.dispatch_assignment")
    return [
        ItemRow(
            item,
            may_settle=item.exit != Exit.DISPATCH and may_now(user, "settle", item),
            may_dispatch=may_dispatch
            and item.exit == Exit.DISPATCH
            and may_now(user, "dispatch", item),
            write_url=write_url(user, item.topic_id, item),
        )
        for item in items
    ]


def write_url(user, topic_id, item) -> str:
    """Where a member takes what was agreed further: a report, or the proposal it was meant for."""
    if item.exit == Exit.PROPOSAL and topic_id:
        may_write = user.has_perm("petitions.write_proposal")
        return f"{reverse('petitions:write_proposal')}?topic={topic_id}" if may_write else ""
    may_write = user.has_perm("petitions.write_opinionreport")
    return f"{reverse('petitions:write_report')}?consensus_item={item.pk}" if may_write else ""


def settle_item(request, pk, no):
    """Say what became of an item that needs no unit (落实)."""
    mine = ConsensusItem.objects.visible_to(request.user).select_related(
        "activity__committee", "activity__studio", "topic"
    )
    item = get_object_or_404(mine, activity=pk, no=no)
    return step(
        request,
        item,
        "settle",
        form_class=SettleForm,
        action=lambda data: consensus.settle(item, by=request.user, **data),
        done="已记录落实情况。",
    )
