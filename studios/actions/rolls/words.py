"""What a county calls its own things: the words that a list of members may use (名单用语)."""

import re
from difflib import get_close_matches
from typing import NoReturn

from accounts.models import Committee
from studios.enums import StudioStatus
from studios.models import Area, Sector, SpecialCommittee, Studio

_DECORATION = re.compile(r"[\s()（）“”\"]")
SEVERAL = re.compile("[、,，;；/]+")


class Misread(Exception):
    """A cell that cannot be meant; its text is the sentence that says why."""


def bare(text: str) -> str:
    """A name without what is only spelling: blanks, brackets, quotation marks."""
    return _DECORATION.sub("", text)


def misread(kind: str, text: str, known: list[str]) -> NoReturn:
    """Say that nothing is called so, and what may have been meant."""
    near = get_close_matches(text, known, n=1, cutoff=0.4)
    raise Misread(f"没有“{text}”这个{kind}{f'，是否想写“{near[0]}”？' if near else '。'}")


class Words:
    """The sectors, special committees, studios and places of one county, by name and by code."""

    def __init__(self, committee: Committee) -> None:
        self.committee = committee
        places = list(Area.objects.filter(committee=committee).select_related("parent"))
        self._labels: dict[str, dict[int, str]] = {
            "界别": _named(Sector, committee),
            "专委会": _named(SpecialCommittee, committee),
            "工作室": _studios(committee),
            "地方": _places(places),
        }
        self._found = {
            kind: {bare(label): key for key, label in labels.items()}
            for kind, labels in self._labels.items()
        }
        for place in places:  # with what it lies in, whether or not that is needed
            self._found["地方"].setdefault(bare(f"{place.parent or ''}{place}"), place.pk)
        self._unknown: dict[tuple[str, str], str] = {}

    def find(self, kind: str, text: str) -> int:
        """The key of the thing that is called so."""
        key = self._found[kind].get(bare(text))
        if key is not None:
            return key
        if (kind, text) not in self._unknown:  # a guess is dear, and the same word comes again
            try:
                misread(kind, text, self.labels(kind))
            except Misread as error:
                self._unknown[kind, text] = str(error)
        raise Misread(self._unknown[kind, text])

    def find_several(self, kind: str, text: str) -> list[int]:
        """The things that are named, one after another; a name may itself hold a stop."""
        if bare(text) in self._found[kind]:
            return [self.find(kind, text)]
        parts = [part.strip() for part in SEVERAL.split(text)]
        return list(dict.fromkeys(self.find(kind, part) for part in parts if part))

    def label(self, kind: str, key: int | None) -> str:
        return self._labels[kind].get(key, "") if key else ""

    def labels(self, kind: str) -> list[str]:
        return list(self._labels[kind].values())


def _named(model: type[Sector] | type[SpecialCommittee], committee: Committee) -> dict[int, str]:
    return dict(model.objects.filter(committee=committee).values_list("pk", "name"))


def _studios(committee: Committee) -> dict[int, str]:
    """Those that may take in people; of two with one name each is told with its code."""
    open_ = Studio.objects.filter(committee=committee).exclude(status=StudioStatus.REVOKED)
    rows = list(open_.values_list("pk", "name", "code"))
    names = [name for _, name, _ in rows]
    return {
        key: name if names.count(name) == 1 else f"{name}（{code}）" for key, name, code in rows
    }


def _places(rows: list[Area]) -> dict[int, str]:
    """Of two places with one name each is told with what it lies in."""
    names = [place.name for place in rows]
    return {
        place.pk: place.name if names.count(place.name) == 1 else f"{place.parent or ''}{place}"
        for place in rows
    }
