"""What a county has before the public, and a topic on which its residents have voted."""

from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile

from consultations.enums import CommentStatus, PostingKind
from consultations.models import Comment, Posting, Review, Vote
from core import clock
from tests.builders.consultations import make_jpeg
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user
from tests.matrix.matters import a_topic, an_activity, an_item


def a_posting(place, **changes) -> Posting:
    """A notice of seven days that began yesterday."""
    fields = {
        "committee": place.county,
        "studio": place.studio,
        "topic": place.topic["claimed"],
        "kind": PostingKind.NOTICE,
        "title": f"{place.code}公示",
        "text": "费用按楼层分摊。",
        "opens_on": clock.today() - timedelta(days=1),
        "closes_on": clock.today() + timedelta(days=5),
        "posted_by": place.by.convener,
    }
    return Posting.objects.create(**fields | changes)


def a_vote(place, topic, **changes) -> Vote:
    """45 of 60 households came."""
    numbers = {"entitled": 60, "present": 45, "in_favour": 40, "against": 5, "abstained": 0}
    fields = {"held_on": clock.today(), "method": "hands", "tellers": "赵"} | numbers
    fields["recorded_by"] = place.by.convener
    return Vote.objects.create(topic=topic, **fields | changes)


def a_review(place, topic, **changes) -> Review:
    """One engineer says yes."""
    fields = {"held_on": clock.today(), "experts": "陈工", "opinion": "可行", "passes": True}
    fields["recorded_by"] = place.by.convener
    return Review.objects.create(topic=topic, **fields | changes)


def put_before_the_public(place) -> SimpleNamespace:
    """`county.posting` with comments in each state, `county.decided` with a vote, `county.agreed`
    with something that was agreed."""
    made = SimpleNamespace()
    made.posting = a_posting(place)
    made.comment = {
        status: Comment.objects.create(
            posting=made.posting, text=f"{place.code}留言{status}", status=status,
            reason="广告推销" if status == CommentStatus.REFUSED else "",
        )
        for status in CommentStatus
    }  # fmt: skip
    for role in ("convener", "liaison", "office"):  # each of them shows one, and only once
        made.comment[f"waiting for {role}"] = made.posting.comments.create(text="等一等")
    mechanism = make_shipped(place.county, "jintai", "xiguan6")
    made.decided = a_topic(place, "claimed", lead=place.member, mechanism=mechanism)
    # Too few came, so the residents may be asked again.
    made.vote = a_vote(place, made.decided, entitled=200)
    made.vote.photo.save(f"{place.code}.jpg", ContentFile(make_jpeg()))
    made.agreed = a_topic(place, "claimed", lead=place.member)
    an_item(place, an_activity(place, "confirmed", topic=made.agreed), "self")
    an_activity(place, "confirmed", topic=place.topic["claimed"])
    return made


def more_before_the_public(place, studio) -> None:
    """More postings in the lists, more comments on the page, more votes on the topic."""
    by = make_user(committee=place.county)
    topic = a_topic(place, "claimed", studio=studio, lead=place.member)
    a_posting(place, studio=studio, topic=topic, posted_by=by)
    for status in (CommentStatus.WAITING, CommentStatus.SHOWN):
        place.posting.comments.create(text="说一句", status=status)
    past = clock.today() - timedelta(days=40)
    for where in (place.decided, place.topic["claimed"]):
        a_posting(place, topic=where, opens_on=past, closes_on=past, posted_by=by)
    a_posting(place, kind=PostingKind.CALL, topic=None)
    a_review(place, place.decided, recorded_by=by)
    a_vote(place, place.decided, entitled=200, recorded_by=by)
    an_item(place, an_activity(place, "confirmed", topic=place.decided), "self")
