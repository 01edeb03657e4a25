"""Lists of members as offices write them: Excel files and CSVs with as many people as one likes."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import product
from typing import Any

import xlsxwriter

from studios.models import Sector, SpecialCommittee
from tests.builders.people import make_committee
from tests.builders.studios import make_area, make_studio

# Each with a sound of its own, so that nobody on the list sounds like somebody else.
SURNAMES = "赵钱孙李周吴郑王冯陈褚沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "志国建军明强丽红海波文斌秀英春梅永贵峰雪琴光辉少华新玉兰"
HEADS = (
    "姓名*", "性别", "类别", "单位及职务", "界别", "专委会", "党派", "手机", "所在工作室",
    "工作室职务", "归属依据", "加入日期", "居住地",
)  # fmt: skip


def found_words(committee=None) -> dict[str, Any]:
    """A county with the sectors, committees, studios and places that the lists name."""
    committee = committee or make_committee(term="政协青溪县第十届委员会")
    for n, name in enumerate(("农业界", "教育界", "医药卫生界", "经济界")):
        Sector.objects.create(committee=committee, code=f"s{n}", name=name)
    for n, name in enumerate(("提案委员会", "经济委员会", "农业和农村委员会")):
        SpecialCommittee.objects.create(committee=committee, code=f"c{n}", name=name)
    town = make_area("石桥镇", committee=committee)
    for name in ("上湾村", "石桥街社区"):
        make_area(name, committee=committee, level="village", parent=town)
    return {
        "committee": committee,
        "studios": [
            make_studio(f"{name}委员工作室", committee=committee, area=town)
            for name in ("老城", "滨河", "石桥")
        ],
    }


def people(count: int) -> list[list[Any]]:
    """So many people, each of their own name, sound and telephone; the first three convene."""
    return [row for row, _ in zip(_everybody(), range(count), strict=False)]


def _everybody() -> Iterator[list[Any]]:
    names = product(GIVEN, GIVEN, SURNAMES)
    for n, (last, first, surname) in enumerate(names):
        yield [
            f"{surname}{first}{last}", "男女"[n % 2], "委员", f"青溪县第{n + 1}中学校长",
            ("农业界", "教育界", "医药卫生界", "经济界")[n % 4],
            ("提案委员会", "经济委员会", "农业和农村委员会")[n % 3], "群众",
            13_800_000_000 + n, ("老城", "滨河", "石桥")[n % 3] + "委员工作室",
            "召集人" if n < 3 else "成员", "居住地", "2024-03-01", "上湾村",
        ]  # fmt: skip


def sheet(rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, title: str = "") -> BytesIO:
    """The list as an Excel file, perhaps with a title above the headings."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet("名册")
        for number, row in enumerate([*([[title]] if title else []), heads, *rows]):
            page.write_row(number, 0, row)
    file.seek(0)
    return file


def csv(rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, code: str = "gbk") -> BytesIO:
    """The list as a CSV."""
    lines = [",".join(map(str, row)) for row in (heads, *rows)]
    return BytesIO("\r\n".join(lines).encode(code))
