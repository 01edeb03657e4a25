"""What is before the public and what was not agreed upon, as it waits for the studio (待办)."""

from collections.abc import Iterator
from datetime import date

from accounts.enums import Role
from accounts.models import User
from consultations.models import Posting, Topic
from dashboards.heaps import Queue, queue
from studios.models import Studio


def of_studio(user: User, on: date) -> Iterator[Queue]:
    """A convener or liaison officer: comments to look at, topics that have to go on somehow."""
    said = Posting.objects.visible_to(user).with_comments_to_look_at(user)
    hint = "请在1个工作日内决定公开或不公开。"
    rows = said.order_by("closes_on", "id")
    yield queue("待审核留言", rows, "consultations:posting_list", "?tab=waiting", hint)
    topics = Topic.objects.visible_to(user).filter(studio__in=Studio.objects.run_by(user))
    rows = topics.without_consensus().order_by("proposed_at", "id")
    hint = "再协商一轮，或者终止。"
    yield queue("未达成共识，待定去向", rows, "consultations:topic_list", "?tab=disagreed", hint)


MAKERS = ((Role.CONVENER, of_studio), (Role.LIAISON, of_studio))
