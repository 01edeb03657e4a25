"""What may be secret (疑似涉密) stands on no page, in no sheet and in no answer of a search, for
anybody but the office; nor do its like matters and parts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consultations.actions import issues
from consultations.models import DutyShift
from core import clock
from petitions.models import Assignment
from scoring import ledger
from scoring.enums import Merit
from scoring.models import Rule
from tests.matrix import fixtures
from tests.matrix.knocking import ANONYMOUS, SPECIAL, knock
from tests.matrix.matters import an_issue
from tests.matrix.papers import an_assignment
from tests.matrix.table import TABLE
from tests.test_access_matrix import _shown as shown

world, counties = fixtures.world, fixtures.counties
WORD = "烽火台旁无名库房"
# Pages of one thing on which a matter could show.
NEIGHBOURS = ("topic", "shift", "studio", "member", "assignment", "issue")


# Everybody who reads anything of other people's matters, and the street.
READERS = (
    "member", "convener", "liaison", "convener2", "township", "committee", "proposals", "leader",
    "unit", "auditor", "admin", ANONYMOUS,
)  # fmt: skip


def lists():
    """Every address that names no thing, and every list once more as a sheet."""
    names = [name for name, doors in TABLE.items() if doors[0].args is None and doors[0].reads]
    plain = [name for name in names if name != "core:healthz"]
    return sorted(plain)


@pytest.fixture
def secrets(counties):
    """A matter of the member's, with everything that speaks of it; its like, its part, its unit."""
    home, _ = counties
    _count_every_deed(home)
    parent = an_issue(home, "claimed", title=WORD, topic=None, may_publish=True)
    shift = DutyShift.objects.filter(studio=home.studio, on__lte=clock.today()).first()
    rows = {
        "claimed": parent,
        "joined": an_issue(home, "joined", title=WORD, topic=home.topic["claimed"]),
        "like": an_issue(home, "merged", title=WORD, merged_into=home.issue["claimed"]),
        "of_locked": an_issue(home, "merged", title=f"{WORD}二", merged_into=parent),
        "part": an_issue(home, "registered", title=WORD, split_from=home.issue["claimed"]),
        "at_desk": an_issue(home, "registered", title=WORD, duty_shift=shift),
        "dispatched": an_issue(home, "dispatched", title=WORD),
        "closed": an_issue(
            home, "closed", title=WORD, may_publish=True, answer="已办", answered_at=clock.now(),
            closed_at=clock.now(), category=home.category,
        ),
    }  # fmt: skip
    an_assignment(
        home, "acknowledged", issue=rows["dispatched"], title=WORD,
        due_on=clock.today() - timedelta(days=3),
    )  # fmt: skip
    ledger.award(home.member, Merit.ISSUE_CLAIMED, source=parent)
    for row in rows.values():
        issues.inform(row, "consultations/raiser_accepted")
        issues.lock(row, by=home.by.office, remark="核实中")
    return home, rows


def _count_every_deed(home):
    Rule.objects.create(
        committee=home.county, year=clock.today().year, code="D", label="接单", block="D",
        merit=Merit.ISSUE_CLAIMED, points=1,
    )  # fmt: skip


def everything_listed(browser):
    """Every list as it opens, with all its rows, and as a sheet; and what a search answers."""
    urls = [reverse(name, args=SPECIAL.get(name, [])) for name in lists()]
    for url in (*urls, f"/search/?q={WORD[:4]}"):
        answer = knock(browser, url)
        yield url, answer
        if answer.context and "listing" in answer.context:
            for more in ("?tab=all", f"?tab=all&q={WORD[:4]}", "?tab=all&format=xlsx"):
                yield url + more, knock(browser, url + more)


@pytest.mark.parametrize("role", READERS)
def test_no_list_sheet_or_search_shows_it_to_anybody_but_the_office(secrets, role):
    home, _ = secrets

    listed = everything_listed(home.browsers[role])

    assert [url for url, answer in listed if WORD in shown(answer)] == []


def test_no_page_of_anything_beside_it_shows_it(secrets):
    home, _ = secrets
    urls = [
        thing.get_absolute_url()
        for noun in NEIGHBOURS
        for thing in _things(getattr(home, noun, None))
    ]
    urls += [reverse("consultations:duty_desk", args=[home.desk.pk]), home.studio.public_url]

    found = [
        (role, url)
        for role in READERS
        for url in urls
        if WORD in shown(knock(home.browsers[role], url))
    ]

    assert found == []


def _things(found):
    if found is None:
        return []
    return list(found.values() if isinstance(found, dict) else [found])


def test_the_office_still_finds_it(secrets):
    home, rows = secrets

    page = shown(knock(home.browsers["office"], "/issues/?tab=locked"))

    assert WORD in page
    assert Assignment.objects.visible_to(home.by.office).filter(issue=rows["dispatched"]).exists()
    assert not Assignment.objects.visible_to(home.by.unit).filter(issue=rows["dispatched"]).exists()


def test_no_figure_counts_it(counties):
    home, _ = counties
    before = {role: _figures(home, role) for role in ("leader", "convener", "township")}

    row = an_issue(home, "registered", title=WORD)
    issues.lock(row, by=home.by.office, remark="核实中")

    assert {role: _figures(home, role) for role in before} == before


def _figures(home, role):
    page = knock(home.browsers[role], "/issues/?tab=all")
    return [tab.count for tab in page.context["listing"].tabs]
