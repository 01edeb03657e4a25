"""Draws the Word template of what members carry (带话单、带下去回执): a form on A4. Handbook D03.

`python tools/carried_templates.py` writes `templates/letters/carried.docx`. A county may open the
file in Word and change its look; one line of the table stands for all.
"""

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm
from duty_templates import CENTRE, LEFT, RIGHT, fill, keep_whole, sheet
from letter_templates import FANG, FOLDER, HEI, SONG, TITLE, line

WIDTHS = (34, 138)


def carried():
    """Heading, a table of two columns, and room for the signature."""
    paper = sheet()
    line(paper, "{{ committee }}", font=SONG, size=12, align=CENTRE, spacing=20)
    line(paper, "{{ title }}", font=TITLE, size=22, align=CENTRE, spacing=36)
    line(paper, "{{ studio }}    {{ number }}", size=12, align=CENTRE, spacing=26)
    grid = paper.add_table(rows=3, cols=2)
    grid.style, grid.alignment, grid.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    begin, row, end = grid.rows
    keep_whole(row)
    for place, width in enumerate(WIDTHS):
        grid.columns[place].width = Mm(width)
    fill(row.cells[0], "{{ row.label }}", HEI, 12, CENTRE, WIDTHS[0])
    fill(row.cells[1], "{{ row.text }}", FANG, 12, LEFT, WIDTHS[1])
    for edge, words in ((begin, "{%tr for row in rows %}"), (end, "{%tr endfor %}")):
        edge.cells[0].paragraphs[0].add_run(words)
    line(paper, spacing=20)
    line(paper, "签字：                    年    月    日", size=12, align=RIGHT, spacing=28)
    return paper


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    carried().save(FOLDER / "carried.docx")
