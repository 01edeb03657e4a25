"""Who may open what: a studio kept by the office, its hours by those who run it."""

from tests.matrix.doors import EVERYBODY, form, page

RUNNERS = "office convener liaison"


def own(w):
    return [w.studio.code]


def studio(status):
    return lambda w: [w.studios[status].code]


ROWS = {
    # Those who run a studio see all of it and post its hours; everything else is the office's.
    "studios:keeping": [page(RUNNERS, own, sees=EVERYBODY)],
    "studios:post_hours_studio": [form(RUNNERS, own)],
    "studios:found_studio": [form("office")],
    "studios:edit_studio": [form("office", studio("running"))],
    "studios:link_studio": [form("office", studio("running"))],
    # One switch: to become one, and to go apart again.
    "studios:merge_studio": [
        form("office", studio("running")),
        form("office", lambda w: [w.merged.code]),
    ],
    "studios:open_studio": [form("office", studio("preparing"))],
    "studios:rectify_studio": [form("office", studio("running"))],
    "studios:suspend_studio": [form("office", studio("running"))],
    "studios:revoke_studio": [form("office", studio("suspended"))],
    "studios:affiliate_studio": [form("office", studio("running"))],
    "studios:appoint_studio": [form("office", studio("running"))],
    "studios:end_affiliation": [form("office", lambda w: [w.member.affiliations.get().pk])],
}
