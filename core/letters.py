"""Fills a letter (公文) from a Word template; knows no letter."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment


def fill(template_path: str | Path, context: Mapping[str, Any]) -> bytes:
    """The finished .docx. A county's own template is code, so it runs in a sandbox; what is filled
    in is escaped, so that a `<` in a title cannot break the file."""
    letter = DocxTemplate(str(template_path))
    letter.render(dict(context), jinja_env=SandboxedEnvironment(), autoescape=True)
    file = BytesIO()
    letter.save(file)
    return file.getvalue()
