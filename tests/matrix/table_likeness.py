"""Who may be told of like matters while something is typed."""

from tests.matrix.doors import page, street

ROWS = {
    "consultations:door_likes": [street(lambda w: [w.studio.code])],
    # Those who may enter a matter for somebody.
    "consultations:issue_likes": [page("member member2 convener liaison convener2")],
}
