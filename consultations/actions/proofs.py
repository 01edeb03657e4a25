"""The one file that may come with a relay or a receipt (佐证)."""

from typing import Any

from django.core.files.base import ContentFile

from consultations.models import Broadcast, Relay
from core.photos import without_traces


def keep(thing: Relay | Broadcast, file: Any) -> None:
    """Store the file without hidden data, under a name that says nothing; without one, nothing."""
    if not file:
        return
    ending = file.name.rpartition(".")[2].lower()
    content = ContentFile(without_traces(file.read()))
    thing.file.save(f"{thing._meta.model_name}-{thing.pk}.{ending}", content, save=False)
    thing.save(update_fields=["file"])
