"""Who and where in the demo county: built once, then asked by the stories."""

from dataclasses import dataclass, field
from typing import Any

from accounts.enums import Role
from accounts.models import Committee, Unit, User
from consultations.lineage.conflicts import conflict_of
from consultations.models import Category, Issue, ReasonCode
from core import clock
from dashboards.demo.year import Year
from petitions.models import AdoptionLevel, LimitClass, ReplyClass
from studios.enums import AffiliationRole
from studios.models import Member, Studio


@dataclass
class County:
    """The cast, by the names that the texts use."""

    committee: Committee
    year: Year
    users: dict[str, User] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    studios: dict[str, Studio] = field(default_factory=dict)
    townships: dict[int, User] = field(default_factory=dict)
    handlers: dict[str, User] = field(default_factory=dict)
    staff: dict[str, dict[str, User]] = field(default_factory=dict)
    codes: list[tuple[Issue, str]] = field(default_factory=list)
    _rows: dict[tuple, Any] = field(default_factory=dict)

    @property
    def office(self) -> User:
        return self.users["office"]

    def unit(self, code: str) -> Unit:
        return self._row(Unit, code=code)

    def category(self, code: str) -> Category:
        return self._row(Category, code=code)

    def limit(self, code: str) -> LimitClass:
        return self._row(LimitClass, code=code)

    def reply_class(self, code: str) -> ReplyClass:
        return self._row(ReplyClass, code=code)

    def level(self, code: str) -> AdoptionLevel:
        return self._row(AdoptionLevel, code=code)

    def reason(self, kind: str, code: str) -> ReasonCode:
        return self._row(ReasonCode, kind=kind, code=code)

    def handler(self, unit: Unit) -> User:
        """Who acts for a unit."""
        return self.handlers[unit.code]

    def convener(self, studio: Studio) -> User:
        return self.staff[studio.code][Role.CONVENER]

    def liaison(self, studio: Studio) -> User:
        return self.staff[studio.code][Role.LIAISON]

    def somebody(self, studio: Studio) -> User:
        """Convener or liaison officer, as it falls."""
        return self.year.random.choice([self.convener(studio), self.liaison(studio)])

    def claimant(self, studio: Studio, name: str = "") -> User:
        """A member of the studio who takes things on; the one named, or any."""
        if name:
            return self.members[name].user
        return self.year.random.choice(self.attendants(studio)).user

    def untied(self, matter: Any, user: User) -> User:
        """Who was asked, or the first of the studio who need neither stand aside nor explain."""
        today = clock.today()
        rest = [one for one in self.attendants(matter.studio) if one.user]
        free = (one for one in [user.member, *rest] if not conflict_of(one, matter, today))
        return next(free).user

    def attendants(self, studio: Studio) -> list[Member]:
        """The CPPCC members of a studio apart from its convener."""
        rows = [
            link.member
            for link in studio.affiliations.select_related("member__user").order_by("id")
            if link.role == AffiliationRole.MEMBER
            and link.member.is_cppcc_member
            and link.ends_on is None
        ]
        return [self.members[row.name] for row in rows]

    def township(self, studio: Studio) -> User:
        """Who decides on the studio's topics."""
        return self.townships[studio.area.township().pk]

    def _row(self, model: Any, **named: str) -> Any:
        key = (model, *named.values())
        if key not in self._rows:
            self._rows[key] = model.objects.get(committee=self.committee, **named)
        return self._rows[key]
