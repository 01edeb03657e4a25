"""A profile file as a clerk saved it: read whole, or refused whole with every fault."""

import re
import tomllib
from pathlib import Path
from typing import Any

from dashboards.profile.check import Draft, Fault, check_shape
from dashboards.profile.meaning import check_meaning
from dashboards.profile.positions import Path as Places
from dashboards.profile.positions import lines_of

BASE = "base"
WHERE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")

# What tomllib says, and what a clerk can do about it.
SYNTAX = (
    ("Expected '=' after a key", "键名后面应是一个英文等号，键名含有中文或点号时要加英文引号。"),
    ("Cannot overwrite a value", "这一项前面已经写过了。"),
    ("Cannot declare", "这一节前面已经写过了；同一类的多条请都写成 [[节名]]。"),
    ("Cannot mutate immutable", "这一节前面已经写过了。"),
    ("Duplicate inline table key", "这一项在同一行里写了两次。"),
    ("Invalid value", "值的写法不对：文字要用英文引号括起来，数字和 true、false 不加引号。"),
    ("Unclosed array", "方括号没有配对，或者少了逗号。"),
    ("Unclosed inline table", "花括号没有配对，或者少了逗号。"),
    ("Illegal character", "引号没有配对，或者文字中有不能用的字符。"),
    ("Unterminated string", "引号没有配对。"),
    ("Expected \"'''\"", "三重引号没有配对。"),
    ('Expected \'"""\'', "三重引号没有配对。"),
    ("Expected newline or end of document", "值的后面多出了内容，一行只写一项。"),
    ("Expected ']'", "方括号没有配对。"),
    ("Unescaped '\\' in a string", "文字中的反斜杠要写成两个。"),
    (
        "Invalid initial character for a key part",
        "键名的写法不对：含有中文时要加英文引号；也可能是前面的花括号没有配对。",
    ),
    ("Invalid statement", "这一行不是“键 = 值”，也不是 [节名]。"),
)

# What is typed with the Chinese keyboard by mistake, and what stands for it.
FULL_WIDTH = {
    "“": '英文引号（"）', "”": '英文引号（"）', "＂": '英文引号（"）',
    "‘": "英文引号（'）", "’": "英文引号（'）", "，": "英文逗号（,）",
    "＝": "英文等号（=）", "：": "英文等号（=）", "＃": "英文井号（#）",
    "｛": "英文花括号（{）", "｝": "英文花括号（}）", "［": "英文方括号（[）",
    "］": "英文方括号（]）", "【": "英文方括号（[）", "】": "英文方括号（]）",
    "\u3000": "英文空格",
}  # fmt: skip
SAID = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'|#.*""")
PASTED = re.compile(r"\S\t+\S")


class Faulty(Exception):
    """The file is refused; nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def read(path: Path) -> Draft:
    """The checked content of a profile; raises `Faulty` with every fault in order of lines."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Faulty([Fault(0, f"打不开文件“{path}”：{error.strerror}。")]) from error
    return check(_text(raw), folder=path.parent)


def check(text: str, folder: Path | None = None) -> Draft:
    """The checked content of the text of a profile.

    With `base = "default.toml"` at its head a file says only what is different: a section it does
    not have is taken whole from that file beside it (底本).
    """
    data, lines = _parsed(text), lines_of(text)
    borrowed: dict[str, str] = {}
    if name := data.pop(BASE, None):
        based, standing = _base(name, folder, lines.get((BASE,), 0))
        borrowed = {section: name for section in based if section not in data}
        data |= {section: based[section] for section in borrowed}
        lines |= {path: line for path, line in standing.items() if path[0] in borrowed}
    draft = check_shape(data, lines, borrowed)
    check_meaning(draft)
    if draft.faults:
        raise Faulty(sorted(set(draft.faults)))
    return draft


def _base(name: Any, folder: Path | None, line: int) -> tuple[dict[str, Any], dict[Places, int]]:
    """What the file beside this one says, and where; it stands on no other itself."""
    is_name = isinstance(name, str) and folder is not None and Path(name).name == name
    path = (folder or Path()) / str(name)
    if not is_name or not path.is_file():
        raise Faulty([Fault(line, f"找不到底本“{name}”，它应与本文件放在同一个文件夹。")])
    text = _text(path.read_bytes())
    data = _parsed(text)
    if BASE in data:
        raise Faulty([Fault(line, f"底本“{name}”自己还有底本，请直接写最底下的那一份。")])
    return data, lines_of(text)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        sentence = "文件不是 UTF-8 编码（可能存成了 GBK），请在编辑器中“另存为”，编码选 UTF-8。"
        raise Faulty([Fault(line, sentence)]) from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faulty([_syntax_fault(str(error), text)]) from error


def _syntax_fault(message: str, text: str) -> Fault:
    found = WHERE.search(message)
    line = int(found.group(1)) if found and found.group(1) else text.count("\n") + 1
    said = "此处不合 TOML 的写法。"
    said = next((ours for theirs, ours in SYNTAX if theirs in message), said)
    return Fault(line, _typed_wrongly(text.split("\n")[line - 1]) or said)


def _typed_wrongly(line: str) -> str | None:
    """A sign of the Chinese keyboard or of a spreadsheet, outside of what stands in quotes."""
    bare = SAID.sub("", line)
    for theirs, ours in FULL_WIDTH.items():
        if theirs in bare:
            shown = "全角空格" if theirs.isspace() else theirs
            return f"这里的 {shown} 是用中文输入法打的，请换成{ours}。"
    if PASTED.search(bare):
        return '这一行像是从表格中粘贴来的（含制表符），请写成 { code = "…", name = "…" }, 的样子。'
    return None
