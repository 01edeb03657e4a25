"""Draws the Word templates of the letters (公文模板), after GB/T 9704-2012.

`python tools/letter_templates.py` writes `templates/letters/*.docx`; what stands in double braces
is filled in by `core.letters`. A county may open the file in Word and change its look.
"""

from pathlib import Path

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "letters"
RED = RGBColor(0xFF, 0, 0)
TITLE, SONG, FANG, HEI, KAI = "方正小标宋简体", "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312"
WIDTH = Mm(156)
CHECK_WIDTHS = (19, 49, 14, 40, 16, 32)


def blank():
    """A4 with the margins of the standard, lines of 28.95 pt."""
    letter = Document()
    page = letter.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    page.footer_distance = Mm(25)
    style = letter.styles["Normal"]
    style.font.size = Pt(16)
    name_font(style, FANG)
    number_pages(page.footer.paragraphs[0])
    return letter


def name_font(holder, name):
    """The font for Chinese and for Latin letters alike."""
    holder.font.name = name
    holder.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def line(letter, text="", *, font=FANG, size=16, align=None, indent=0, red=False, spacing=28.95):
    """One paragraph of the letter; `indent` in characters."""
    paragraph = letter.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(spacing)
    form.first_line_indent = Pt(size * indent)
    paragraph.alignment = align
    if text:
        write(paragraph, text, font=font, size=size, red=red)
    return paragraph


def write(paragraph, text, *, font=FANG, size=16, red=False):
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    name_font_of_run(run, font)
    if red:
        run.font.color.rgb = RED
    return run


def name_font_of_run(run, name):
    run.font.name = name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def rule(paragraph, *, where="bottom", size=16, colour="FF0000"):
    """A line of the width of the text; `size` in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{where}")
    for key, value in {"val": "single", "sz": size, "space": 4, "color": colour}.items():
        border.set(qn(f"w:{key}"), str(value))
    borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)


def number_pages(paragraph):
    """— 1 —, as the standard wants it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(paragraph, "— ", font=SONG, size=14)
    run = write(paragraph, "", font=SONG, size=14)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    write(paragraph, " —", font=SONG, size=14)


def report():
    """The journal of reports on public opinion (社情民意信息, D12)."""
    letter = blank()
    centre = WD_ALIGN_PARAGRAPH.CENTER
    line(letter, "社 情 民 意", font=TITLE, size=48, align=centre, red=True, spacing=70)
    line(letter, "{{ issue_no }}", align=centre)
    line(letter)
    head = line(letter, "{{ committee }}办公室编印\t{{ day }}", size=14)
    head.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    rule(head)
    line(letter)
    line(letter, "{{ title }}", font=TITLE, size=22, align=centre, spacing=34)
    line(letter)
    line(letter, "{%p for section in sections %}")
    line(letter, "{{ section.head }}", font=HEI, indent=2)
    line(letter, "{%p for paragraph in section.paragraphs %}")
    line(letter, "{{ paragraph }}", indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    line(letter, "{%p endfor %}")
    line(letter, "{%p endfor %}")
    line(letter)
    line(letter, "（反映人：{{ author }}）", font=KAI, align=WD_ALIGN_PARAGRAPH.RIGHT)
    line(letter)
    rule(line(letter, "报、送：{{ sent_to }}", size=14), where="top", size=8, colour="000000")
    last = line(letter, "签发：{{ signer }}\t{{ day }}印发", size=14)
    last.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    rule(last, size=8, colour="000000")
    return letter


def standard_check():
    """The sheet of points of a studio against a standard (考核评分表, D22)."""
    letter = blank()
    page = letter.sections[0]
    page.top_margin, page.bottom_margin = Mm(28), Mm(25)
    page.left_margin = page.right_margin = Mm(20)
    page.footer_distance = Mm(15)
    centre = WD_ALIGN_PARAGRAPH.CENTER
    name = "{{ year }}年“{{ standard }}”核验评分表"
    line(letter, name, font=TITLE, size=22, align=centre, spacing=34)
    line(letter, "工作室：{{ studio }}", size=14, spacing=24)
    sheet = letter.add_table(0, 6, style="Table Grid")
    sheet.autofit = False
    for column, width in zip(sheet.columns, CHECK_WIDTHS, strict=True):
        column.width = Mm(width)
    head = ("类目", "内容", "分值", "自查情况", "得分", "核验说明")
    items = (
        "{% vm %}{{ group.title }}", "{{ line.label }}", "{{ line.full }}", "{{ line.said }}",
        "{{ line.points }}", "{{ line.finding }}",
    )  # fmt: skip
    _row(sheet, head, font=HEI)
    _repeat(sheet.rows[0])
    for words in ("{%tr for group in groups %}", "{%tr for line in group.lines %}"):
        _row(sheet, (words,))
    _row(sheet, items)
    for _ in range(2):
        _row(sheet, ("{%tr endfor %}",))
    _row(sheet, ("合计", "", "{{ full }}", "", "{{ score }}", ""), font=HEI)
    _row(sheet, ("核验意见", "{{ opinion }}"))
    sheet.rows[-1].cells[1].merge(sheet.rows[-1].cells[5])
    line(letter, spacing=10)
    for words in (
        "自查提交：{{ submitted_by }}\t{{ submitted_on }}",
        "核验单位：{{ checker }}（盖章）",
        "核 验 人：{{ checked_by }}\t{{ checked_on }}",
    ):
        paragraph = line(letter, words, size=14, spacing=26)
        width = Mm(sum(CHECK_WIDTHS))
        paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    return letter


def _row(sheet, texts, *, font=FANG):
    """One row of the sheet, never torn in two: numbers and headings in the middle."""
    row = sheet.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for place, (cell, width) in enumerate(zip(row.cells, CHECK_WIDTHS, strict=True)):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(2)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(16)
        if font == HEI or place in (0, 2, 4):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if place < len(texts) and texts[place]:
            write(paragraph, texts[place], font=font, size=12)
    return row


def _repeat(row):
    """The heading stands on top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def paper():
    """A studio's plan or summary (计划、总结, D23) in the plain style: studios have no red head."""
    letter = blank()
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    line(letter, "{{ title }}", font=TITLE, size=22, align=centre, spacing=34)
    line(letter, "{%p if note %}")
    line(letter, "{{ note }}", font=KAI, align=centre)
    line(letter, "{%p endif %}")
    line(letter)
    line(letter, "{%p for line in lines %}")
    for level, font in ((1, HEI), (2, KAI), (3, FANG)):
        line(letter, f"{{%p if line.level == {level} %}}")
        words = line(
            letter, "{{ line.text }}", font=font, indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY
        )
        words.paragraph_format.keep_with_next = level < 3
        line(letter, "{%p endif %}")
    line(letter, "{%p endfor %}")
    line(letter)
    signed = line(letter, "{{ studio }}", align=right)
    signed.paragraph_format.right_indent = Pt(32)
    signed.paragraph_format.keep_with_next = True
    line(letter, "{{ day }}", align=right).paragraph_format.right_indent = Pt(32)
    return letter


SLIP_WIDTHS = (38, 118)
SLIP_ROWS = (
    ("意见编号", "{{ number }}"),
    ("来源工作室", "{{ studio }}"),
    ("标记疑似涉密", "{{ locked_by }}，{{ locked_at }}"),
    ("标记依据", "{{ why }}"),
    ("传递方式", "{{ route }}"),
    ("填单", "{{ printed_by }}，{{ on }}"),
)
SIGNED = (
    ("送 件 人", "（签名）            年    月    日    时"),
    ("收 件 人", "（签名）            年    月    日    时"),
    ("处理结果", "\n\n（签名）            年    月    日"),
)


def off_line_slip():
    """The slip that goes with a matter that may be secret (纸质渠道转办单): no word of it."""
    letter = blank()
    centre = WD_ALIGN_PARAGRAPH.CENTER
    line(letter, "{{ committee }}", font=SONG, align=centre)
    line(letter, "纸质渠道转办单", font=TITLE, size=22, align=centre, spacing=40)
    line(letter, spacing=12)
    sheet = letter.add_table(0, 2, style="Table Grid")
    sheet.autofit = False
    for column, width in zip(sheet.columns, SLIP_WIDTHS, strict=True):
        column.width = Mm(width)
    for label, value in (*SLIP_ROWS, *SIGNED):
        cells = sheet.add_row().cells
        for cell, width, text, font in zip(
            cells, SLIP_WIDTHS, (label, value), (HEI, FANG), strict=True
        ):
            cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            form = cell.paragraphs[0].paragraph_format
            form.space_before = form.space_after = Pt(8)
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(24)
            write(cell.paragraphs[0], text, font=font, size=14)
    line(letter, spacing=12)
    said = "本单不记事项内容。事项内容只写在纸上，随本单当面交接；平台上的记录已经锁定。"
    line(letter, said, font=KAI, size=14, indent=2, spacing=24)
    return letter


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    report().save(FOLDER / "report.docx")
    paper().save(FOLDER / "paper.docx")
    standard_check().save(FOLDER / "standard_check.docx")
    off_line_slip().save(FOLDER / "off_line_slip.docx")
