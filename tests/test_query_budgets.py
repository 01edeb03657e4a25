"""What pages cost: as many queries with a dozen rows as with three, and no more than allowed.

The budgets count everything: session, reader with the member file, offices held, unread messages.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.matrix import fixtures
from tests.matrix.growth import grow
from tests.matrix.knocking import knock

world = fixtures.world
LIST, DETAIL, BOARD = 8, 12, 10
# Session, reader with member file and county, offices held, and unread messages are 4 of these.
EXCESS = {
    # For a member: what suits them is asked of their sector, committee and places.
    "/issues/?tab=all": 9,
    # Three filters offer the county's own units, classes and studios: a query for each.
    "/assignments/?tab=all": 9,
    # Two filters, and the kinds of all the studios on the page.
    "/studios/": 9,
    # Studios, terms, places, leaves and record, and in the member's hands: matters, topics, shifts,
    # words that have not come back.
    "member": 14,
    # Its issues, activities, items, and what became of it: assignments, reports, proposals; what
    # was put before the public, who works on it, who gave it back, whether it is being studied.
    "topic": 18,
    # The same, with reviews, votes and the plan that waits for them.
    "decided": 20,
    # Eight sorts of lines hang on it (parts, extensions, returns, letters, progress, replies,
    # promises, reminders), and of two things upstream it is asked whether the reader may see them.
    "assignment": 16,
    # People, hours, kinds, villages, stations below; who sits next, what was settled; and for
    # those inside how it stands against the standards, with marks and counts. The public: 12.
    # What is put before the public there; what is expected of it, of which kinds, and the count.
    "studio": 23,
}
# Every list, read by those for whom it does most.
LISTS = {
    "/issues/?tab=all": "office convener member committee township leader",
    "/topics/?tab=all": "office convener member township",
    "/topics/catalogue/?tab=open": "office committee township leader",
    "/topics/marks/?tab=all": "office leader township",
    "/activities/?tab=all": "office convener member",
    "/postings/?tab=all": "office convener member",
    "/postings/?tab=waiting": "convener",
    "/reports/?tab=all": "office member convener",
    "/proposals/?tab=all": "proposals member office",
    "/assignments/?tab=all": "office unit convener member",
    "/relays/?tab=all": "office convener member township leader",
    "/broadcasts/?tab=all": "office convener member",
    "/relays/figures/": "office leader township convener",
    "/duty/": "office convener member township",
    "/duty/?tab=missing": "office",
    "/duty/shifts/?tab=all": "convener member office",
    "/notices/?tab=all": "member",
    "/notices/undelivered/": "office",
    "/audit/": "auditor",
    "/studios/": "office member anonymous",
    "/studios/?by=kind": "anonymous",
    "/studios/?by=name": "anonymous",
    "/studios/?q=委员": "anonymous",
    "/studios/papers/?tab=all": "office convener township",
    "/studios/papers/owing/": "office convener",
    "/studios/members/": "office member",
    "/studios/members/?tab=invited": "office",
    "/studios/members/?tab=leave": "office",
    "/studios/members/?tab=archived": "office",
    "/mechanisms/": "admin member",
    "/accounts/people/": "admin",
    "/studios/members/import/": "office",
    "/studios/members/accounts/": "admin",
    "/studios/checks/?tab=all": "office township convener",
    "/board/raised/": "leader",
    "/board/dispatched/": "leader",
}
# The page of one thing, read by those who do most on it.
DETAILS = {
    "issue": "office convener member",
    "topic": "office convener member township",
    "entry": "office committee township",
    "activity": "office convener liaison member",
    "report": "office member leader",
    "roll": "office",
    "proposal": "proposals member",
    "assignment": "office unit unit2 convener",
    "check": "convener township",
    "member": "office member convener",
    "studio": "office member anonymous",
    "paper": "office convener township",
    "shift": "convener member office",
    "relay": "office convener member leader",
    "broadcast": "office convener member",
    "posting": "convener office member",
    "decided": "convener member",
}
THE_ONE = {
    "entry": "open",
    "issue": "claimed", "topic": "claimed", "activity": "confirmed", "report": "issued",
    "proposal": "filed", "assignment": "acknowledged", "check": "submitted",
    "paper": "submitted", "shift": "to_come", "relay": "settled", "broadcast": "confirmed",
}  # fmt: skip
# Measured: one query counts all heaps, one more fetches each that is not empty.
DESKS = {
    "office": 17, "convener": 21, "member": 15, "unit": 8, "township": 11, "proposals": 7,
    "signer": 6, "leader": 7, "committee": 9, "admin": 4, "auditor": 4,
}  # fmt: skip
# Search looks in eight places, and each is a table of its own.
PLACES = {
    "/board/": (BOARD, "office leader"),
    "/points/": (DETAIL, "member"),
    "/points/conformance/": (DETAIL, "convener township"),
    "/points/conformance/studios/qingxi-room/": (DETAIL, "office convener"),
    "/points/conformance/townships/qingxi-east/": (DETAIL, "office township"),
    "/points/consequences/": (DETAIL, "office"),
    "/search/?q=河堤": (DETAIL, "office member unit"),
    "/studios/qingxi-room/papers/": (DETAIL, "office convener"),
    "/studios/qingxi-room/poster/": (LIST, "anonymous"),
    "/studios/qingxi-room/duty-poster/?month=2026-02": (LIST, "anonymous"),
    "/studios/qingxi-room/hours.json": (LIST, "anonymous"),
    "/studios/qingxi-room/keeping/": (DETAIL, "office convener"),
    "/studios/qingxi-room/standards/": (DETAIL, "convener township"),
    "/duty/desk/": (DETAIL, "member convener"),
    "/duty/qingxi-room/2026/9/": (DETAIL, "office convener"),
    "/duty/qingxi-room/2026/10/": (DETAIL, "convener member anonymous"),
    "/duty/qingxi-room/rules/": (DETAIL, "convener"),
    "/duty/mine/": (DETAIL, "member"),
    "/duty/guide/": (LIST, "member"),
    "/duty/papers/qingxi-room/2026/2/roster.docx": (DETAIL, "member"),
    "/duty/papers/qingxi-room/2026/2/register.docx": (DETAIL, "convener"),
    "/duty/papers/qingxi-room/2026/2/log.docx": (DETAIL, "convener"),
}
# The desk of a shift is no page of its own thing, so its address is made here.
AT_THE_DESK = "member convener"
# A small table in memory is looked after every five seconds, whoever comes by just then.
NOW_AND_THEN = "core_version"


def _address(home, noun):
    state = THE_ONE.get(noun)
    thing = getattr(home, noun)
    return (thing[state] if state else thing).get_absolute_url()


def _pages(home):
    """(name, role) of every page that is measured, with its address and budget."""
    found = {
        (url, role): (url, EXCESS.get(url, LIST))
        for url, roles in LISTS.items()
        for role in roles.split()
    }
    for noun, roles in DETAILS.items():
        url, most = _address(home, noun), EXCESS.get(noun, DETAIL)
        found |= {(noun, role): (url, most) for role in roles.split()}
    found |= {("/desk/", role): ("/desk/", most) for role, most in DESKS.items()}
    url = reverse("consultations:duty_desk", args=[home.desk.pk])
    found |= {("duty desk", role): (url, DETAIL) for role in AT_THE_DESK.split()}
    for url, (most, roles) in PLACES.items():
        found |= {(url, role): (url, most) for role in roles.split()}
    return found


PAGES = [
    *((url, role) for url, roles in LISTS.items() for role in roles.split()),
    *((noun, role) for noun, roles in DETAILS.items() for role in roles.split()),
    *(("/desk/", role) for role in DESKS),
    *(("duty desk", role) for role in AT_THE_DESK.split()),
    *((url, role) for url, (_, roles) in PLACES.items() for role in roles.split()),
]


def _cost(browser, url):
    knock(browser, url)
    with CaptureQueriesContext(connection) as seen:
        assert knock(browser, url).status_code == 200
    return [query["sql"] for query in seen if NOW_AND_THEN not in query["sql"]]


@pytest.fixture(scope="module")
def costs(world):
    """The queries of every page, when the county is small and when it has grown."""
    home, _ = world
    pages = _pages(home)
    grow(home, 3)
    small = {page: _cost(home.browsers[page[1]], url) for page, (url, _) in pages.items()}
    grow(home, 9)
    large = {page: _cost(home.browsers[page[1]], url) for page, (url, _) in pages.items()}
    return pages, small, large


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page[0]} {page[1]}")
def test_a_page_costs_the_same_however_much_there_is(costs, db, page):
    _, small, large = costs

    assert len(large[page]) == len(small[page]), "\n".join(large[page])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page[0]} {page[1]}")
def test_a_page_keeps_to_its_budget(costs, db, page):
    pages, _, large = costs
    budget = pages[page][1]

    assert len(large[page]) <= budget, "\n".join(large[page])
