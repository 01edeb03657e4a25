"""Draws the Word templates of the letters (公文模板), after GB/T 9704-2012.

`python tools/letter_templates.py` writes `templates/letters/*.docx`; what stands in double braces
is filled in by `core.letters`. A county may open the file in Word and change its look.
"""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "letters"
RED = RGBColor(0xFF, 0, 0)
TITLE, SONG, FANG, HEI, KAI = "方正小标宋简体", "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312"
WIDTH = Mm(156)


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


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    report().save(FOLDER / "report.docx")
