"""Excel files as a reader sees them."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def rows_of(answer) -> list[list[str]]:
    """The texts and figures of the one sheet of an answer, line by line; what is empty is left
    out."""
    root = ElementTree.fromstring(ZipFile(BytesIO(answer.content)).read("xl/worksheets/sheet1.xml"))
    return [
        [found.text or "" for found in row.iterfind(".//x:t", NAMES)]
        + [found.text or "" for found in row.iterfind("x:c/x:v", NAMES)]
        for row in root.iterfind(".//x:row", NAMES)
    ]
