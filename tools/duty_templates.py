"""Draws the Word templates of duty (值班表、接待登记表、值班日志): tables on A4. Handbook D01, D02.

`python tools/duty_templates.py` writes `templates/letters/duty_*.docx`. A county may open the files
in Word and change their look; one line of the table stands for all.
"""

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from letter_templates import FANG, FOLDER, HEI, SONG, TITLE, line, name_font, number_pages, write

CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
# (heading, what fills it, width in mm); what is short stands in the middle.
ROSTER = (
    ("日期", "day", 28), ("星期", "weekday", 20), ("时段", "part", 36),
    ("值班委员", "members", 52), ("备注", "note", 38),
)  # fmt: skip
REGISTER = (
    ("序号", "no", 13), ("日期", "at", 23), ("编号", "number", 27), ("来访人", "name", 17),
    ("电话", "phone", 31), ("事项和情况", "title", 72), ("登记人", "by", 20),
    ("处理", "outcome", 34), ("目前状态", "status", 26),
)  # fmt: skip
LOG = (
    ("日期", "day", 23), ("星期", "weekday", 17), ("时段", "part", 28),
    ("值班委员", "members", 33), ("来访人次", "visitors", 13), ("登记件数", "registered", 13),
    ("即答件数", "answered", 13), ("指引件数", "guided", 13), ("重点事项", "highlights", 50),
    ("交班说明", "note", 40), ("阅知", "seen", 20),
)  # fmt: skip
SHORT = {
    "day", "weekday", "part", "no", "at", "number", "name", "phone", "by", "status", "visitors",
    "registered", "answered", "guided", "seen",
}  # fmt: skip
# What stands below, in smaller letters.
BELOW = {"title": "text", "part": "hours"}


def sheet(*, lying=False):
    """A4 for a table, standing or lying."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    if lying:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Mm(297), Mm(210)
    page.top_margin, page.bottom_margin = Mm(20), Mm(18)
    page.left_margin = page.right_margin = Mm(17 if lying else 18)
    page.footer_distance = Mm(10)
    style = paper.styles["Normal"]
    style.font.size = Pt(12)
    name_font(style, FANG)
    number_pages(page.footer.paragraphs[0])
    return paper


def table(paper, columns, *, size):
    """A heading that returns on every page, and one line for each row."""
    grid = paper.add_table(rows=4, cols=len(columns))
    grid.style, grid.alignment, grid.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    head, begin, row, end = grid.rows
    repeat(head)
    for cells in (head, row):
        keep_whole(cells)
    for place, (label, key, width) in enumerate(columns):
        grid.columns[place].width = Mm(width)
        fill(head.cells[place], label, HEI, size, CENTRE, width)
        words = f"{{{{ row.{key} }}}}"
        fill(row.cells[place], words, FANG, size, CENTRE if key in SHORT else LEFT, width)
        if key in BELOW:
            below = row.cells[place].add_paragraph()
            below.alignment = CENTRE if key in SHORT else LEFT
            close(below, size)
            write(below, f"{{{{ row.{BELOW[key]} }}}}", font=FANG, size=size - 1)
    for edge, words in ((begin, "{%tr for row in rows %}"), (end, "{%tr endfor %}")):
        edge.cells[0].paragraphs[0].add_run(words)
    for words in ("{%p if not rows %}", "本月没有记录。", "{%p endif %}"):
        line(paper, words, size=size, align=CENTRE, spacing=22)


def fill(cell, words, font, size, align, width):
    cell.width = Mm(width)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    close(paragraph, size)
    write(paragraph, words, font=font, size=size)
    middle = OxmlElement("w:vAlign")
    middle.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(middle)


def close(paragraph, size):
    """Lines close together, with a little air above and below."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(2)
    form.line_spacing = Pt(size * 1.35)


def repeat(row):
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row):
    """No line of the table is torn over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def head_of(paper):
    """Whose paper it is, its name, the month, and the studio's telephone (never a member's)."""
    line(paper, "{{ committee }}", font=SONG, size=12, align=CENTRE, spacing=20)
    line(paper, "{{ title }}", font=TITLE, size=20, align=CENTRE, spacing=32)
    line(paper, "{{ month }}{{ draft }}", font=FANG, size=14, align=CENTRE, spacing=26)


def roster():
    """Who sits when (值班表, D01); to be hung up, so it says the telephone of the studio."""
    paper = sheet()
    head_of(paper)
    line(paper, "{%p if phone %}", size=12)
    line(paper, "工作室电话：{{ phone }}", size=12, align=RIGHT, spacing=22)
    line(paper, "{%p endif %}", size=12)
    table(paper, ROSTER, size=12)
    return paper


def register():
    """Who came and what became of it (接待登记表, D02), masked."""
    paper = sheet(lying=True)
    head_of(paper)
    table(paper, REGISTER, size=10.5)
    line(paper, "姓名、电话已按规定隐去部分内容。", size=10.5, spacing=20)
    return paper


def log():
    """What each shift did (值班日志, D02)."""
    paper = sheet(lying=True)
    head_of(paper)
    table(paper, LOG, size=10.5)
    return paper


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for draw in (roster, register, log):
        draw().save(FOLDER / f"duty_{draw.__name__}.docx")
