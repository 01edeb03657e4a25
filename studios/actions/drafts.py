"""The words of a plan or summary (计划、总结), written from the records; people finish them."""

from collections.abc import Iterator
from datetime import date

from core.chapters import chapters_of
from core.days import full_day, short_day
from studios.clock import Term, term_of
from studios.enums import AffiliationRole, PaperKind
from studios.models import Paper, StandardItem, Studio

NUMERALS = "一二三四五六七八九十"
# What only people know; a paper that still says this is not handed in.
TO_COMPLETE = "（请补充"
NAMES = {
    PaperKind.PLAN: "{year}年度工作计划",
    PaperKind.HALF: "{year}年上半年工作小结",
    PaperKind.YEAR: "{year}年度工作总结",
}
Chapters = list[tuple[str, list[str]]]


def title_of(studio: Studio, term: Term) -> str:
    """城关镇委员工作室2026年度工作计划"""
    return f"{studio.name}{NAMES[term.kind].format(year=term.year)}"


def figures_of(studio: Studio, term: Term, on: date) -> Chapters:
    """What the studio did in the days of which the paper speaks, as far as they have passed.

    A plan looks back on the year before.
    """
    looked_at = term_of(PaperKind.YEAR, term.year - 1) if term.kind == PaperKind.PLAN else term
    return chapters_of(studio, looked_at.first, min(looked_at.last, on))


def text_of(studio: Studio, term: Term, on: date) -> str:
    """The whole text, one heading or paragraph a line: 一、（一）and plain words."""
    write = _plan if term.kind == PaperKind.PLAN else _summary
    parts = [(head, lines) for head, lines in write(studio, term, on) if lines]
    found: list[str] = []
    for number, (head, lines) in zip(NUMERALS, parts, strict=False):
        found += [f"{number}、{head}", *lines]
    return "\n".join(found)


def _plan(studio: Studio, term: Term, on: date) -> Iterator[tuple[str, list[str]]]:
    """Last year's figures, what stands already, what is asked for, month by month."""
    past = figures_of(studio, term, on)
    year = term.year - 1
    yield f"{year}年工作情况", _told(past) or [f"{TO_COMPLETE}：{year}年主要工作和成效）"]
    yield "工作目标", _goals(studio) or [f"{TO_COMPLETE}：全年协商、接待、社情民意的数量目标）"]
    ahead = chapters_of(Paper(studio=studio, kind=term.kind, year=year + 1), term.first, term.last)
    yield "重点工作", _told(ahead) or [f"{TO_COMPLETE}：值班接待、协商议题等重点工作）"]
    yield "月度安排", _months(term)
    yield "保障措施", [f"{TO_COMPLETE}：人员、场地、经费等保障措施）"]


def _summary(studio: Studio, term: Term, on: date) -> Iterator[tuple[str, list[str]]]:
    """Who we are, what was done, what was not, what comes next."""
    yield "基本情况", [_who(studio, term, on)]
    done = _told(figures_of(studio, term, on))
    yield "履职情况", done or ["本期平台上没有履职记录。"]
    yield "存在的不足", [f"{TO_COMPLETE}：工作中的不足及原因）"]
    yield "下一步打算", [f"{TO_COMPLETE}：下一步的重点工作）"]


def _told(chapters: Chapters) -> list[str]:
    """Each chapter under a heading of the second order."""
    return [
        line
        for number, (chapter, sentences) in zip(_ordinals(), chapters, strict=False)
        for line in (f"（{number}）{chapter}", "".join(sentences))
    ]


def _ordinals() -> Iterator[str]:
    """一 to 九十九."""
    for n in range(1, 100):
        tens, ones = divmod(n, 10)
        head = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
        yield head + (NUMERALS[ones - 1] if ones else "")


def _who(studio: Studio, term: Term, on: date) -> str:
    """The people on the last of these days: how many, how many of them CPPCC members."""
    day = min(term.last, on)
    rows = list(studio.people_on(day))
    members = {row.member_id: row.member for row in rows}.values()
    cppcc = sum(member.is_cppcc_member for member in members)
    conveners = [row.member.name for row in rows if row.role == AffiliationRole.CONVENER]
    merged = f"（与{studio.group_name}组室合一）" if studio.merged_with_group else ""
    invited = f"、特邀成员{len(members) - cppcc}人" if len(members) > cppcc else ""
    convened = f"，召集人{'、'.join(conveners)}" if conveners else ""
    return (
        f"截至{full_day(day)}，{studio.name}{merged}"
        f"有成员{len(members)}人，其中政协委员{cppcc}人{invited}{convened}。"
    )


def _goals(studio: Studio) -> list[str]:
    """The quotas that the county's standards set for a studio of its kinds (定额)."""
    kinds = list(studio.kinds.all())
    items = StandardItem.objects.filter(
        standard__committee=studio.committee_id, standard__is_active=True, is_active=True
    ).exclude(rule="")
    items = items.exclude(least=None).select_related("standard")
    items = items.prefetch_related("standard__kinds").order_by("standard__order", "order", "id")
    labels = dict.fromkeys(item.label for item in items if _applies(item, kinds))
    return [f"{n}.{label}。" for n, label in enumerate(labels, start=1)]


def _applies(item: StandardItem, kinds: list) -> bool:
    wanted = set(item.standard.kinds.all())
    return not wanted or not wanted.isdisjoint(kinds)


def _months(term: Term) -> list[str]:
    """The year's round, with the days on which papers are due."""
    half, whole = term_of(PaperKind.HALF, term.year), term_of(PaperKind.YEAR, term.year)
    return [
        f"1—3月：走访征集议题线索，拟定年度计划，{short_day(term.due_on)}前备案。",
        "4—6月：围绕已立议题开展调研和协商，及时办理群众意见。",
        f"7—9月：{short_day(half.due_on)}前报半年小结，跟踪共识事项和交办事项落实。",
        f"10—12月：继续协商，回访反映人，整理档案，{full_day(whole.due_on)}前报年度总结。",
    ]
