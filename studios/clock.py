"""Until when a studio writes its plan and its summaries (计划与总结的报送期限)."""

from datetime import date
from typing import NamedTuple

from studios.enums import PaperKind

MARCH_31, JULY_31, JANUARY_15 = (3, 31), (7, 31), (1, 15)


class Term(NamedTuple):
    """One paper that every studio owes: of which days it speaks, when it is written and due."""

    kind: PaperKind
    year: int
    first: date
    last: date
    opens_on: date
    due_on: date
    # From here on nobody asks for it any more; a later paper has taken its place.
    lapses_on: date

    @property
    def key(self) -> str:
        """plan-2026, as an address says it."""
        return f"{self.kind.value}-{self.year}"

    @property
    def name(self) -> str:
        """2026年度计划、2026年半年小结、2026年度总结"""
        joint = "年" if self.kind == PaperKind.HALF else ""
        return f"{self.year}{joint}{self.kind.label}"


def term_of(kind: str, year: int) -> Term:
    """The plan by 31 March, the half-year summary by 31 July, the year summary by 15 January."""
    january, december = date(year, 1, 1), date(year, 12, 31)
    match PaperKind(kind):
        case PaperKind.PLAN:
            opens_on, due_on, lapses_on = date(year - 1, 12, 1), date(year, *MARCH_31), december
            return Term(PaperKind.PLAN, year, january, december, opens_on, due_on, lapses_on)
        case PaperKind.HALF:
            opens_on, due_on, lapses_on = date(year, 6, 16), date(year, *JULY_31), december
            last = date(year, 6, 30)
            return Term(PaperKind.HALF, year, january, last, opens_on, due_on, lapses_on)
        case _:
            opens_on, due_on = date(year, 12, 1), date(year + 1, *JANUARY_15)
            lapses_on = date(year + 1, 6, 30)
            return Term(PaperKind.YEAR, year, january, december, opens_on, due_on, lapses_on)


def terms_at(today: date) -> list[Term]:
    """What is asked of every studio on `today`, what falls due first in front."""
    terms = [
        term_of(kind, year)
        for kind in PaperKind
        for year in (today.year - 1, today.year, today.year + 1)
    ]
    asked = [term for term in terms if term.opens_on <= today <= term.lapses_on]
    return sorted(asked, key=lambda term: term.due_on)


def terms_of(year: int) -> list[Term]:
    """The three papers of a year."""
    return [term_of(kind, year) for kind in PaperKind]
