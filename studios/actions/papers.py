"""Year plans and summaries (计划与总结): drafted from the records, edited, reviewed, filed. D23."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from core.access import require
from core.days import full_day
from core.editing import save_edit
from core.workflow import NotAllowedNow
from notices import outbox
from studios.actions import audience, drafts
from studios.clock import term_of
from studios.models import Paper, Studio


@transaction.atomic
def draft(studio: Studio, kind: str, year: int, *, by: User, today: date) -> Paper:
    """Begin a paper with what the records tell (起草); one that exists is given back unchanged."""
    require(by, "write", studio)
    term = term_of(kind, year)
    if today < term.opens_on:
        raise NotAllowedNow(f"{term.name}从{full_day(term.opens_on)}起可以起草，现在还早。")
    texts = {"title": drafts.title_of(studio, term), "body": drafts.text_of(studio, term, today)}
    paper, is_new = Paper.objects.get_or_create(
        studio=studio, kind=term.kind, year=year, defaults={"drafted_by": by, **texts}
    )
    if is_new:
        trail.record(paper, "draft", by=by, label="起草", remark=f"数据截至{full_day(today)}")
    return paper


def redraft(paper: Paper, *, by: User, today: date) -> str:
    """The text as the records tell it today (重新起草): to be read beside what was typed, which
    stays as it is."""
    require(by, "edit", paper)
    return drafts.text_of(paper.studio, term_of(paper.kind, paper.year), today)


@transaction.atomic
def edit(paper: Paper, *, by: User, seen_version: int, title: str, body: str) -> None:
    """Write on (修改); two who write at the same time never overwrite each other."""
    require(by, "edit", paper)
    paper.workflow.target("edit", paper.status)
    save_edit(paper, seen_version, by=by, title=title, body=body)
    trail.record(paper, "edit", by=by)


@transaction.atomic
def submit(paper: Paper, *, by: User, today: date) -> None:
    """Hand it to the township for its review (报镇街审核)."""
    require(by, "submit", paper)
    paper.workflow.target("submit", paper.status)
    _refuse_unfinished(paper)
    trail.advance(paper, "submit", by=by)
    # Where no township office is named, the office hears of it and can name one.
    people = audience.township_of(paper.studio, today) or audience.office_of(paper.studio, today)
    _tell(people, "paper_submitted", paper, by)


@transaction.atomic
def file(paper: Paper, *, by: User, today: date) -> None:
    """File it at once (备案): with 组室合一 nobody is left to review it."""
    require(by, "file", paper)
    paper.workflow.target("file", paper.status)
    _refuse_unfinished(paper)
    trail.advance(paper, "file", by=by, filed_on=today, filed_by=by)
    _tell_filed(paper, by, today)


@transaction.atomic
def endorse(paper: Paper, *, by: User, today: date, remark: str = "") -> None:
    """The township has read it and files it (审核备案)."""
    trail.advance(paper, "endorse", by=by, remark=remark, filed_on=today, filed_by=by)
    _tell_filed(paper, by, today, remark)


@transaction.atomic
def send_back(paper: Paper, *, by: User, today: date, remark: str) -> None:
    """The township wants it mended (退回修改)."""
    trail.advance(paper, "send_back", by=by, remark=remark)
    _tell(audience.runners_of(paper.studio, today), "paper_returned", paper, by, remark)


def _refuse_unfinished(paper: Paper) -> None:
    """What the portal could not know is for people to write; blanks are not handed in."""
    if drafts.TO_COMPLETE in paper.body:
        raise ValidationError("正文里还有“（请补充……）”没有写完，请先修改，写完或删去后再报。")


def _tell_filed(paper: Paper, by: User, today: date, remark: str = "") -> None:
    studio = paper.studio
    people = [
        *audience.runners_of(studio, today),
        *audience.committee_of(studio, today),
        *audience.office_of(studio, today),
    ]
    _tell(people, "paper_filed", paper, by, remark)


def _tell(people: list[User], event: str, paper: Paper, by: User, remark: str = "") -> None:
    others = [person for person in people if person.pk != by.pk]
    outbox.tell(
        others,
        f"studios/{event}",
        about=paper,
        title=paper.title,
        studio=str(paper.studio),
        by=by.name,
        remark=remark,
    )
