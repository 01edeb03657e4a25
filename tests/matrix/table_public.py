"""Who may open what: plans and summaries, and what a studio shows to the street."""

from tests.matrix.doors import EVERYBODY, button, form, page, street
from tests.matrix.table_directory import studio

STAFF = "convener liaison"


def paper(status):
    return lambda w: [w.paper[status].pk]


def first(*more):
    return lambda w: [w.studio.code, *more]


def _review(verb):
    return {f"studios:{verb}_paper": [form("township", paper("submitted"))]}


ROWS = {
    "studios:paper_list": [page()],
    "studios:owing_list": [page()],
    # What is still being written is for the studio's staff.
    "studios:paper": [page(args=paper("submitted")), page(STAFF, paper("draft"))],
    "studios:print_paper": [page(args=paper("filed")), page(STAFF, paper("returned"))],
    "studios:studio_papers": [page(args=first())],
    "studios:draft_paper": [button(STAFF, first("plan", 2026), EVERYBODY)],
    "studios:edit_paper": [form(STAFF, paper("draft"), "")],
    "studios:submit_paper": [form(STAFF, paper("returned"), "")],
    "studios:file_paper": [form("convener2", lambda w: [w.merged_paper.pk], "")],
    **_review("endorse"),
    **_review("send_back"),
    "consultations:hours": [street(first())],
    "consultations:duty_poster": [street(first()), page(args=studio("suspended"))],
}
