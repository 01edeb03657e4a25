"""One row of the table: which page, with what in its address, and who gets in.

Roles are words in a string. `may`: gets the page (or may press the button). `sees`: sees the thing
but the step is somebody else's, and is refused with 403 or 409. Everybody else learns nothing
(404). Another county's thing is 404 for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from tests.matrix.people import ROLES

EVERYBODY = " ".join(ROLES)
OUTSIDER = "stranger"
SOME = "member2 convener2 township2 office leader unit3 auditor admin"
REFUSED = {403, 409}
HIDDEN = {404}


@dataclass(frozen=True)
class Door:
    """A page or a step, with the object that stands in its address."""

    args: Callable[[SimpleNamespace], list] | None = None
    may: str = EVERYBODY
    sees: str = ""
    # Where those who may are sent instead of being shown a page.
    lands: str = ""
    # A button without a page of its own.
    post_only: bool = False
    # A page that takes no form.
    reads: bool = False
    # Open to the street: anonymous too, and the other county's things as well.
    public: bool = False
    # The right is asked before the thing is looked for, so its absence tells nothing.
    asks_first: bool = False

    @property
    def insiders(self) -> list[str]:
        """Those who know such things at home (some, where everybody does), and one who does not."""
        known_to = {*self.may.split(), *self.sees.split()}
        if len(known_to) == len(ROLES):
            known_to = {*SOME.split(), *(self.may.split() if self.may != EVERYBODY else ())}
        return [role for role in ROLES if role in known_to | {OUTSIDER}]

    def answers(self, role: str) -> set[int]:
        """What `role` is answered about a thing of the own county."""
        if role in self.may.split():
            return {302} if self.lands else {200}
        return REFUSED if role in self.sees.split() else HIDDEN

    def foreign_answers(self, role: str) -> set[int]:
        """What `role` is answered about a thing of another county."""
        if self.asks_first and role not in self.may.split():
            return REFUSED
        return HIDDEN


def page(may: str = EVERYBODY, args=None, **more) -> Door:
    """A page without a form; who may not open it is told so, unless it is about one thing."""
    sees = EVERYBODY if args is None else ""
    return Door(args, may, **{"sees": sees, "reads": True} | more)


def form(may: str, args=None, sees: str = EVERYBODY, **more) -> Door:
    """A page with a form."""
    return Door(args, may, sees, **more)


def button(may: str, args=None, sees: str = EVERYBODY, **more) -> Door:
    """Something that is only pressed."""
    return Door(args, may, sees, post_only=True, **more)


def street(args=None, **more) -> Door:
    """Open to everybody, signed in or not."""
    return Door(args, EVERYBODY, public=True, **{"reads": True} | more)
