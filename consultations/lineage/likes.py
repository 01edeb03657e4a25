"""Which matters are one with another, or came out of it (同类意见、拆分)."""

from typing import Any

from django.db.models import Q

from consultations.models import Issue


def akin(issue: Issue, reader: Any) -> list[tuple[str, Issue]]:
    """What the box 同类意见 shows: each with its kinship, as far as the reader may see it."""
    near = Q(merged_into=issue) | Q(split_from=issue)
    if issue.merged_into_id or issue.split_from_id:
        near |= Q(pk__in=[issue.merged_into_id or 0, issue.split_from_id or 0])
    rows = Issue.objects.visible_to(reader).filter(near).select_related("studio", "committee")
    return [(_kinship(row, issue), row) for row in rows.order_by("raised_at", "id")]


def _kinship(row: Issue, issue: Issue) -> str:
    if row.pk == issue.merged_into_id:
        return "并入这一件"
    if row.pk == issue.split_from_id:
        return "由这一件拆分"
    return "并入本件" if row.merged_into_id == issue.pk else "由本件拆分"
