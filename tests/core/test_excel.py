from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.utils import timezone

from core.excel import Column, harmless, write


def sheet(columns, rows, title="交办件", **kwargs):
    """The finished file's one sheet, as XML."""
    archive = ZipFile(BytesIO(write(title, columns, rows, **kwargs)))
    return archive.read("xl/worksheets/sheet1.xml").decode()


def book(title):
    return ZipFile(BytesIO(write(title, [], []))).read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM", "\t=1", "\r=1", "\n=1"],
)
def test_nothing_a_citizen_wrote_can_run_as_a_formula(text):
    assert harmless(text) == "'" + text
    xml = sheet([Column("标题", "title")], [SimpleNamespace(title=text)])
    assert "<f>" not in xml
    assert "'" + text[0] in xml or "'" in xml


def test_ordinary_text_is_left_alone():
    assert harmless("修桥 = 好事") == "修桥 = 好事"
    assert harmless("") == ""


def test_every_kind_of_value_has_its_cell():
    row = SimpleNamespace(
        yes=True,
        n=3,
        d=Decimal("1.5"),
        none=None,
        day=date(2026, 3, 2),
        at=timezone.make_aware(datetime(2026, 3, 2, 12)),
        naive=datetime(2026, 3, 2, 12),
        who=lambda: "张三",
    )

    xml = sheet([Column(name, name) for name in vars(row)], [row])

    for cell in ("<t>是</t>", "<v>3</v>", "<v>1.5</v>", "<v>46083</v>", "<t>张三</t>"):
        assert cell in xml
    assert xml.count("<v>46083.5</v>") == 2


def test_headings_stay_in_sight_and_a_note_stands_below():
    xml = sheet([Column("标题", "title")], [SimpleNamespace(title="桥")], note="只含前1条")

    assert xml.index("标题") < xml.index("桥") < xml.index("只含前1条")
    assert "frozen" in xml


def test_a_title_that_excel_would_refuse_is_made_to_fit():
    assert 'name="2026/3"' not in book("2026/3")
    assert f'name="{"长" * 31}"' in book("长" * 40)


def test_links_are_not_made_from_text():
    xml = sheet([Column("a", "a")], [SimpleNamespace(a="http://example.com")])

    assert "hyperlink" not in xml
