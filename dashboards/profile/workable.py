"""Whether the mechanisms of a profile can be worked by: in order, on conditions that can be met."""

from consultations.enums import Source
from consultations.lineage.soundness import fields_of, findings
from dashboards.profile import vocabulary
from dashboards.profile.check import Draft
from dashboards.profile.fields import guess
from dashboards.profile.positions import Path


def check_mechanisms(draft: Draft) -> None:
    """Every mechanism covers the stages once and in order, and its conditions can be met."""
    taken: dict[str, str] = {}
    for row in draft.rows["mechanisms"]:
        for where, sentence in findings(row.values):
            draft.blame((*row.path, *where), sentence)
        _words_are_ours(draft, row.path, row["words"])
        _fields_are_ours(draft, row.path, row["steps"])
        for source in row["sources"]:
            first = taken.setdefault(source, row["name"])
            if first != row["name"]:
                label = Source(source).label
                draft.blame((*row.path, "sources"), f"“{label}”已经由“{first}”办理。")
    _one_is_the_default(draft)


def _words_are_ours(draft: Draft, path: Path, words: dict) -> None:
    known = vocabulary.wording_codes()
    for code, text in words.items():
        here = (*path, "words", code)
        if code not in known:
            draft.blame(here, f"没有“{code}”这个步骤或状态{guess(code, known)}")
        elif len(text) > 20:
            draft.blame(here, f"用语最多20个字，现有{len(text)}个字。")


def _fields_are_ours(draft: Draft, path: Path, steps: list) -> None:
    for place, step in enumerate(steps):
        for number, gate in enumerate(step["gates"]):
            known = fields_of(gate["verb"].partition(".")[0])
            for name in gate["fields"]:
                if name not in known:
                    here = (*path, "steps", place, "gates", number, "fields")
                    draft.blame(here, f"没有“{name}”这一项{guess(name, known)}")


def _one_is_the_default(draft: Draft) -> None:
    rows = draft.rows["mechanisms"]
    chosen = [row for row in rows if row["default"]]
    if rows and len(chosen) != 1:
        path = (*chosen[1].path, "default") if chosen else ("mechanisms",)
        draft.blame(path, f"应当有且只有一个默认机制（default = true），现有{len(chosen)}个。")
