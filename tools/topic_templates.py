"""Draws the Word template of the forms of a topic (点题单、接单任务书): one table on A4. F06, F07.

`python tools/topic_templates.py` writes `templates/letters/topic_form.docx`. A county may open the
file in Word and change its look; one line of the table stands for all.
"""

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Mm
from duty_templates import CENTRE, LEFT, close, fill, keep_whole, sheet
from letter_templates import FANG, FOLDER, HEI, SONG, TITLE, line, write

LABEL, WORDS = 36, 138


def topic_form():
    """Whose form it is, its name, the number of the topic, and a line for each thing it says."""
    paper = sheet()
    line(paper, "{{ committee }}", font=SONG, size=12, align=CENTRE, spacing=20)
    line(paper, "{{ title }}", font=TITLE, size=22, align=CENTRE, spacing=36)
    line(paper, "编号：{{ number }}", size=12, spacing=24)
    grid = paper.add_table(rows=4, cols=2)
    grid.style, grid.alignment, grid.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    grid.columns[0].width, grid.columns[1].width = Mm(LABEL), Mm(WORDS)
    begin, row, end, spare = grid.rows
    grid._tbl.remove(spare._tr)
    keep_whole(row)
    row.height, row.height_rule = Mm(11), WD_ROW_HEIGHT_RULE.AT_LEAST
    fill(row.cells[0], "{{ row.label }}", HEI, 12, CENTRE, LABEL)
    fill(row.cells[1], "{{ row.text }}", FANG, 12, LEFT, WORDS)
    # Whoever signs needs room for a sentence; the other lines stay as they are.
    for words in ("{%p if row.sign %}", "", "", "{{ row.sign }}", "{%p endif %}"):
        below = row.cells[1].add_paragraph()
        close(below, 12)
        write(below, words, font=FANG, size=12)
    for edge, words in ((begin, "{%tr for row in rows %}"), (end, "{%tr endfor %}")):
        edge.cells[0].paragraphs[0].add_run(words)
    return paper


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    topic_form().save(FOLDER / "topic_form.docx")
