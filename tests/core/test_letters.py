from io import BytesIO

import pytest
from docx import Document
from jinja2.exceptions import SecurityError

from core.letters import fill


@pytest.fixture
def template(tmp_path):
    def write(text):
        document = Document()
        document.add_paragraph(text)
        document.save(tmp_path / "letter.docx")
        return tmp_path / "letter.docx"

    return write


def read(content):
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


def test_a_letter_is_filled(template):
    letter = fill(template("关于{{ title }}的答复"), {"title": "修桥"})

    assert read(letter) == "关于修桥的答复"


def test_signs_in_a_title_do_not_break_the_file(template):
    letter = fill(template("{{ title }}"), {"title": "a < b & c"})

    assert read(letter) == "a < b & c"


def test_a_template_is_not_trusted(template):
    with pytest.raises(SecurityError):
        fill(template("{{ ''.__class__.__mro__[1].__subclasses__() }}"), {})
