"""Who may open what: accounts, studios, points, messages, flow record, pages across apps."""

from tests.matrix.doors import button, form, page, street

READS_BOARD = "office signer leader"


def studio(status):
    return lambda w: [w.studios[status].code]


def person(w):
    return [w.by.stranger.pk]


ROWS = {
    "core:healthz": [street()],
    "dashboards:home": [street()],
    "dashboards:desk": [page()],
    "dashboards:search": [page()],
    "dashboards:board": [page(READS_BOARD)],
    "dashboards:figure": [page(READS_BOARD, sees=page().may, args=None)],
    # Accounts
    "accounts:login": [street(lands="/desk/", reads=False)],
    "accounts:first_password": [street(lands="/accounts/login/", reads=False)],
    "accounts:logout": [button(page().may)],
    "accounts:password": [form(page().may)],
    "accounts:person_list": [page("admin")],
    "accounts:add_person": [form("admin")],
    "accounts:person": [page("admin", person, sees=page().may, asks_first=True)],
    "accounts:disable_person": [button("admin", person)],
    "accounts:enable_person": [button("admin", person)],
    "accounts:reset_person": [button("admin", person)],
    "accounts:grant_person": [form("admin", person)],
    "accounts:end_grant": [form("admin", lambda w: [w.ended.pk])],
    "accounts:calendar": [form("admin office")],
    # The flow record and messages
    "audit:entry_list": [page("auditor")],
    "notices:inbox": [page()],
    "notices:mark_all_read": [button(page().may)],
    "notices:open": [page("member", lambda w: [w.notice.pk], lands="/desk/")],
    "notices:undelivered_list": [page("office")],
    "notices:retry_all": [button("office")],
    "notices:retry": [button("office", lambda w: [w.delivery.pk], asks_first=True)],
    # Points are one's own
    "scoring:duty_file": [page("member member2")],
    # Studios: what is open stands in the street, also for those of another county
    "studios:studio_list": [street()],
    "studios:studio": [street(lambda w: [w.studio.code]), page(args=studio("preparing"))],
    "studios:qr": [street(lambda w: [w.studio.code]), page(args=studio("suspended"))],
    "studios:poster": [street(lambda w: [w.studio.code]), page(args=studio("revoked"))],
    "studios:member_list": [page()],
    "studios:member": [page(args=lambda w: [w.member.pk])],
}
