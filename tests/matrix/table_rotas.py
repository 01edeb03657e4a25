"""Who may open what: rosters, the rules they are drafted by, the groups. Handbook 3.5.1."""

from tests.matrix.doors import form, page, street

RUNS = "convener liaison"
KEEP = f"{RUNS} office"


def month(number):
    return lambda w: [w.studio.code, 2026, number]


def turn(state):
    return lambda w: [w.turn[state].pk]


def studio(w):
    return [w.studio.code]


def rule(w):
    return [w.rule.pk]


def group(w):
    return [w.duty_group.pk]


DRAFT, PUBLISHED, NONE = month(9), month(10), month(12)
ROWS = {
    "consultations:duty_list": [page()],
    "consultations:plan_year": [form("office")],
    # Anybody reads a published roster; a draft is known to those who keep it and to the office.
    "consultations:roster": [street(PUBLISHED), page(KEEP, DRAFT), page(KEEP, NONE)],
    "consultations:generate_roster": [form(RUNS, DRAFT, "office"), form(RUNS, NONE, "office")],
    "consultations:publish_roster": [form(RUNS, DRAFT, "office")],
    "consultations:arrange_roster": [
        form(RUNS, DRAFT, "office"),
        form(RUNS, PUBLISHED),
        form(RUNS, NONE, "office"),
    ],
    "consultations:arrange_shift": [form(RUNS, turn("draft"), ""), form(RUNS, turn("published"))],
    "consultations:remove_shift": [form(RUNS, turn("draft"), "")],
    "consultations:duty_rules": [page(KEEP, studio)],
    "consultations:duty_rule_new": [form(RUNS, studio, "office")],
    "consultations:duty_rule_edit": [form(RUNS, rule, "office")],
    "consultations:duty_rule_end": [form(RUNS, rule, "office")],
    "consultations:duty_group_new": [form(RUNS, studio, "office")],
    "consultations:duty_group_edit": [form(RUNS, group, "office")],
    "consultations:duty_group_end": [form(RUNS, group, "office")],
}
