"""What a section of a profile is, and the keys that many have alike."""

from dataclasses import dataclass

from dashboards.profile.fields import Code, Field, Text, Whole


@dataclass(frozen=True)
class Section:
    """Rows of one kind (`[[…]]` or a list), told apart by `key`; `single` is one table only."""

    noun: str
    fields: dict[str, Field]
    key: tuple[str, ...] = ("code",)
    single: bool = False


CODE = Code(label="代码")


def named(longest: int = 40) -> dict[str, Field]:
    return {"code": CODE, "name": Text(label="名称", longest=longest)}


def days(label: str, **more) -> Whole:
    return Whole(label=label, **({"least": 0, "most": 250} | more))
