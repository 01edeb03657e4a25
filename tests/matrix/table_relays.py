"""Who may open what: words that members carry up and down. Handbook 3.5.2."""

from tests.matrix.doors import form, page

RUNS = "convener liaison"
# Whoever carries it, whoever answers for the studio, the office and leaders.
KNOW = "member convener liaison township committee office proposals signer leader"
WRITES = "member member2 convener liaison convener2"


def relay(state):
    return lambda w: [w.relay[state].pk]


def broadcast(state):
    return lambda w: [w.broadcast[state].pk]


def by(mode):
    return lambda w: [w.relay["verified"].pk, mode]


ROWS = {
    "consultations:relay_list": [page()],
    "consultations:relay_new": [form(WRITES)],
    "consultations:relay_figures": [
        page("office leader township township2 convener liaison convener2")
    ],
    "consultations:relay": [
        page(KNOW, relay("registered")),
        page(KNOW, relay("declined")),
        page(KNOW, relay("settled")),
    ],
    "consultations:relay_file": [page(KNOW, relay("settled"))],
    "consultations:relay_paper": [page(KNOW, relay("settled"))],
    "consultations:verify_relay": [form("office", relay("registered"), KNOW)],
    "consultations:decline_relay": [form("office", relay("registered"), KNOW)],
    "consultations:dispatch_relay": [page("office", relay("verified"), sees=KNOW)],
    "consultations:dispatch_relay_by": [
        form("office", by(mode), KNOW) for mode in ("phone", "document", "site", "meeting")
    ],
    "consultations:progress_relay": [form("office", relay("handling"), KNOW)],
    "consultations:settle_relay": [form("office", relay("handling"), KNOW)],
    "consultations:carry_back_relay": [form(f"{RUNS} member", relay("settled"), KNOW)],
    "consultations:broadcast_list": [page()],
    "consultations:broadcast_new": [form(WRITES)],
    "consultations:broadcast": [page(KNOW, broadcast("confirmed"))],
    "consultations:broadcast_file": [page(KNOW, broadcast("confirmed"))],
    "consultations:broadcast_paper": [page(KNOW, broadcast("confirmed"))],
    # Not the recorder, who is the member here.
    "consultations:confirm_broadcast": [form(f"{RUNS} office", broadcast("recorded"), KNOW)],
    "consultations:send_back_broadcast": [form(f"{RUNS} office", broadcast("recorded"), KNOW)],
    "consultations:amend_broadcast": [form("member", broadcast("returned"), KNOW)],
}
