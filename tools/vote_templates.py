"""Draws the Word template of the result sheet of a vote (居民表决单): a table on A4. Handbook F28.

`python tools/vote_templates.py` writes `templates/letters/vote_sheet.docx`. A county may open the
file in Word and change its look.
"""

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm
from duty_templates import CENTRE, LEFT, RIGHT, fill, sheet
from letter_templates import FANG, FOLDER, HEI, SONG, TITLE, line

NARROW, WIDE = 30, 57
# Two facts to a line; a line with one fact is as wide as the sheet.
LINES = (
    (("议题", "title"),),
    (("编号", "number"), ("轮次", "round")),
    (("表决日期", "day"), ("表决方式", "method")),
    (("应到户数（人数）", "entitled"), ("实到户数（人数）", "present")),
    (("同意", "in_favour"), ("不同意", "against")),
    (("弃权", "abstained"), ("监票人", "tellers")),
    (("通过办法", "rule"),),
    (("表决结果", "result"),),
)
SIZE = 14


def vote_sheet():
    """How residents voted, with room for signatures."""
    paper = sheet()
    line(paper, "{{ studio }}", font=SONG, size=12, align=CENTRE, spacing=20)
    line(paper, "居民表决单", font=TITLE, size=22, align=CENTRE, spacing=40)
    grid = paper.add_table(rows=len(LINES), cols=4)
    grid.style, grid.alignment, grid.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for row, facts in zip(grid.rows, LINES, strict=True):
        row.height = Mm(13)
        if len(facts) == 1:
            row.cells[1].merge(row.cells[3])
        for place, (label, key) in enumerate(facts):
            width = WIDE if len(facts) == 2 else 2 * WIDE + NARROW
            fill(row.cells[2 * place], label, HEI, SIZE, CENTRE, NARROW)
            words = f"第{{{{ {key} }}}}轮" if key == "round" else f"{{{{ {key} }}}}"
            fill(row.cells[2 * place + 1], words, FANG, SIZE, LEFT, width)
    line(paper, size=SIZE, spacing=20)
    for label in ("监票人签字：", "工作室召集人签字："):
        line(paper, f"{label}　　　　　　　　　　　　　　", size=SIZE, spacing=36)
    line(paper, "登记人：{{ recorded_by }}", size=12, align=RIGHT, spacing=26)
    return paper


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    vote_sheet().save(FOLDER / "vote_sheet.docx")
