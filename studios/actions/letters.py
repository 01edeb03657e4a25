"""Papers of a studio as Word files (公文正文样式, D23): a plain title, studios have no red head."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from core import letters
from core.days import full_day
from studios.actions.drafts import NUMERALS
from studios.enums import PaperStatus
from studios.models import Paper

NOTES: dict[str, str] = {PaperStatus.SUBMITTED: "送审稿"}


class Line(NamedTuple):
    """A line of a paper: heading of the first order (一、), of the second (（一）), or words."""

    level: int
    text: str


def lines_of(body: str) -> list[Line]:
    """The text line by line; what a heading is, its number says."""
    return [Line(_level(text), text) for line in body.splitlines() if (text := line.strip())]


def paper_letter(paper: Paper) -> bytes:
    """The paper as a .docx; until it is filed it says that it is none yet."""
    is_filed = paper.status == PaperStatus.FILED and paper.filed_on is not None
    words = {
        "title": paper.title,
        "note": "" if is_filed else f"（{NOTES.get(paper.status, '草稿')}）",
        "lines": [line._asdict() for line in lines_of(paper.body)],
        "studio": paper.studio.name,
        "day": full_day(paper.filed_on) if is_filed and paper.filed_on else "",
    }
    return letters.fill(_template("paper"), words)


def _level(text: str) -> int:
    number, mark, _ = text.partition("、")
    if mark and number and not number.strip(NUMERALS):
        return 1
    number, mark, _ = text.removeprefix("（").partition("）")
    return 2 if text.startswith("（") and mark and number and not number.strip(NUMERALS) else 3


def _template(name: str) -> Path:
    """Where the template lies; a county may put its own in its place."""
    return Path(settings.BASE_DIR) / "templates" / "letters" / f"{name}.docx"
