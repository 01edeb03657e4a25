"""Who may open what: standards, and how studios are checked against them. Handbook 7.5."""

from tests.matrix.doors import button, form, page

RUNS = "convener liaison"


def check(state):
    return lambda w: [w.check[state].pk]


def proof(w):
    return [w.proof.standard_check_id, w.proof.pk]


def this_year(w):
    return [w.studio.code, w.standard.pk, 2026]


ROWS = {
    "studios:standards": [page(args=lambda w: [w.studio.code])],
    "studios:start_check": [button(RUNS, this_year)],
    "studios:check_list": [page()],
    "studios:call_checks": [form("office")],
    "studios:check": [page(args=check(state)) for state in ("draft", "submitted", "concluded")],
    "studios:mark_check": [form(RUNS, check("draft")), form(RUNS, check("returned"))],
    "studios:submit_check": [form(RUNS, check("draft"))],
    # The convener has handed it in and could not check it, were they the township as well.
    "studios:send_back_check": [form("township", check("submitted"))],
    "studios:conclude_check": [form("township", check("submitted"))],
    "studios:print_check": [page(args=check("concluded"))],
    "studios:evidence": [page(args=proof)],
}
