"""How the demo county's studios stand: self-checks, plans and summaries (自查核验、计划总结)."""

from datetime import date, timedelta
from typing import Any

from consultations.actions.people import township_of
from core import clock
from dashboards.demo.county import County
from dashboards.demo.year import Story
from studios.actions import papers, standards
from studios.actions.drafts import TO_COMPLETE
from studios.actions.standards import Answer
from studios.enums import PaperKind
from studios.lineage.standing import standing_of
from studios.models import Paper, Standard, StandardCheck, Studio

# So many days before the last one the office asks all studios for their self-check.
CALLED = 40
# What people know and no record tells.
COMPLETED = {
    "保障措施": "召集人负总责，联络员负责日常；场地与党群服务中心共用，经费由镇街统筹。",
    "存在的不足": "委员参与不够均衡，个别意见跟踪不够及时。",
    "下一步打算": "结合群众反映集中的问题选题，每件共识事项明确专人跟踪到底。",
}
OTHERWISE = "按年度重点和群众反映安排。"
NOTES = {"room": "与党群服务中心共用一间，约40平方米", "rules": "七项制度已上墙"}


def begin(county: County) -> None:
    """The year's papers in their season, and a round of self-checks that is half way through."""
    year = county.year
    for kind, on in _seasons(year.last):
        for number, studio in enumerate(county.studios.values()):
            day = on + timedelta(days=number % 9)
            if year.first <= day <= year.last:
                year.begin(_paper(county, studio, kind, on.year), year.on(day))
    year.begin(_round(county), year.on(year.last - timedelta(days=CALLED)))


def _seasons(last: date) -> list[tuple[PaperKind, date]]:
    """When plan and half-year summary of this year and the last are written."""
    return [
        (kind, date(year, month, 8))
        for year in (last.year - 1, last.year)
        for kind, month in ((PaperKind.PLAN, 3), (PaperKind.HALF, 7))
    ]


def _paper(county: County, studio: Studio, kind: PaperKind, year: int) -> Story:
    """Drafted from the records, completed by hand, reviewed by the township where there is one."""
    writer, convener = county.liaison(studio), county.convener(studio)
    paper = papers.draft(studio, kind, year, by=writer, today=clock.today())
    yield county.year.after(2)
    body = _completed(paper.body)
    papers.edit(paper, by=writer, seen_version=paper.version, title=paper.title, body=body)
    if _is_left(studio, kind):
        return
    yield county.year.after(1)
    if studio.merged_with_group:
        papers.file(paper, by=convener, today=clock.today())
        return
    papers.submit(paper, by=convener, today=clock.today())
    yield county.year.after(4)
    people = township_of(studio)
    if people and not _is_waiting(studio, paper):
        papers.endorse(paper, by=people[0], today=clock.today())


def _is_left(studio: Studio, kind: PaperKind) -> bool:
    """One studio has not finished its half-year summary."""
    return studio.code == "dahe" and kind == PaperKind.HALF


def _is_waiting(studio: Studio, paper: Paper) -> bool:
    """One half-year summary still waits for its township."""
    return studio.code == "xiguan" and paper.kind == PaperKind.HALF


def _completed(body: str) -> str:
    """Every blank that only people can fill, filled."""
    lines, heading = [], ""
    for line in body.splitlines():
        heading = next((name for name in COMPLETED if name in line), heading)
        lines.append(COMPLETED.get(heading, OTHERWISE) if TO_COMPLETE in line else line)
    return "\n".join(lines)


def _round(county: County) -> Story:
    """The office calls for 六有; studios answer one after the other, townships check."""
    year = clock.today().year
    for standard in Standard.objects.filter(committee=county.committee, code="liuyou"):
        standards.call(standard, by=county.office, year=year, on=clock.today())
    checks = StandardCheck.objects.filter(year=year, studio__committee=county.committee)
    for number, check in enumerate(checks.select_related("studio", "standard").order_by("pk")):
        county.year.begin(_check(county, check, number), county.year.after(3 + number))
    yield county.year.after(1)


def _check(county: County, check: StandardCheck, number: int) -> Story:
    """Some are done, some wait for their township, one went back, some have only begun."""
    is_left = number % 5 == 4 and check.studio.code != "xiguan"
    is_unfinished = is_left or check.studio.code == "laocheng"
    _mark(county, check, is_unfinished)
    if is_unfinished:
        return
    yield county.year.after(2)
    standards.submit(check, by=county.convener(check.studio), on=clock.today())
    checkers = township_of(check.studio)
    if check.studio.code == "xiguan" or number % 5 == 3 or not checkers:
        return
    yield county.year.after(3)
    if number % 5 == 2:
        remark = "请补充典型案例材料后再提交。"
        standards.send_back(check, by=checkers[0], remark=remark)
        return
    opinion = "情况属实。短板已列出，请按要求整改。"
    standards.conclude(check, by=checkers[0], opinion=opinion, verdicts={}, on=clock.today())


def _mark(county: County, check: StandardCheck, is_unfinished: bool) -> None:
    lines = standing_of(check, clock.today()).lines
    asked = [line.item for line in lines if not line.item.is_automatic]
    random = county.year.random
    answers: list[Answer] = [
        Answer(item, random.random() < 0.85, NOTES.get(item.code, ""))
        for item in (asked[: len(asked) // 2] if is_unfinished else asked)
    ]
    by: Any = county.liaison(check.studio)
    standards.mark(check, by=by, answers=answers)
