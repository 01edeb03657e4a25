"""Lists of members from Excel (名单导入): read, shown with every fault, entered whole."""

from studios.actions.rolls.preview import OTHER_PERSON, Preview
from studios.actions.rolls.sheets import marked, template
from studios.actions.rolls.verbs import decide, enter, forget, judge, read, table_of

__all__ = [
    "OTHER_PERSON",
    "Preview",
    "decide",
    "enter",
    "forget",
    "judge",
    "marked",
    "read",
    "table_of",
    "template",
]
