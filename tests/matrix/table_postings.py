"""Who may open what: postings and comments, reviews and votes, and how a topic goes on."""

from tests.matrix.doors import EVERYBODY, button, form, page, street
from tests.matrix.table_consultations import INSIDE, RUNS

STUDIO = f"{RUNS} office"


def topic(state):
    return lambda w: [w.topic[state].pk]


def decided(w):
    """The topic under 六步议事法."""
    return [w.decided.pk]


def vote(w):
    return [w.decided.pk, w.vote.pk]


def posting(w):
    return [w.posting.pk]


def comment(state):
    return lambda w: [w.comment[state].pk]


ROWS = {
    "consultations:talk": [street(posting, reads=False)],
    "consultations:posting_list": [page()],
    "consultations:posting": [page(args=posting)],
    "consultations:posting_new": [form(f"{RUNS} convener2")],
    "consultations:withdraw_posting": [form(STUDIO, posting)],
    # Who is not of the studio reads of a comment only when it is shown.
    "consultations:show_comment": [
        button(role, comment(f"waiting for {role}"), "") for role in STUDIO.split()
    ],
    "consultations:refuse_comment": [
        form(STUDIO, comment("waiting"), ""),
        form(STUDIO, comment("shown"), EVERYBODY),
    ],
    "consultations:post_topic": [form(RUNS, topic("claimed"), INSIDE)],
    "consultations:record_review_topic": [form(RUNS, decided, INSIDE)],
    "consultations:record_vote_topic": [form(RUNS, decided, INSIDE)],
    "consultations:vote_sheet": [page(INSIDE, vote)],
    "consultations:vote_photo": [page(INSIDE, vote)],
    "consultations:conclude_topic": [form(RUNS, lambda w: [w.agreed.pk], INSIDE)],
    "consultations:disagree_topic": [form(RUNS, topic("claimed"), INSIDE)],
    "consultations:consult_again_topic": [form(RUNS, topic("no_consensus"), INSIDE)],
    "consultations:end_topic": [form(RUNS, topic("no_consensus"), INSIDE)],
}
