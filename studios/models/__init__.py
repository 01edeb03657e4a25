"""Who and where: the directory on which everything else stands."""

from studios.models.area import Area
from studios.models.charge import Opening, StudioLink
from studios.models.interest import Interest
from studios.models.member import Affiliation, Member
from studios.models.paper import Paper
from studios.models.pinyin import pinyin_of
from studios.models.roll import Roll
from studios.models.sector import Sector, SpecialCommittee
from studios.models.standard import Standard, StandardCheck, StandardItem, StandardMark
from studios.models.studio import Studio, StudioKind
from studios.models.tenure import Leave, MemberPlace, MemberTerm

__all__ = [
    "Affiliation",
    "Area",
    "Interest",
    "Leave",
    "Member",
    "MemberPlace",
    "MemberTerm",
    "Opening",
    "Paper",
    "Roll",
    "Sector",
    "SpecialCommittee",
    "Standard",
    "StandardCheck",
    "StandardItem",
    "StandardMark",
    "Studio",
    "StudioKind",
    "StudioLink",
    "pinyin_of",
]
