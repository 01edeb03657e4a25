"""Who and where: the directory on which everything else stands."""

from studios.models.area import Area
from studios.models.member import Affiliation, Member
from studios.models.pinyin import pinyin_of
from studios.models.sector import Sector, SpecialCommittee
from studios.models.studio import Studio, StudioKind

__all__ = [
    "Affiliation",
    "Area",
    "Member",
    "Sector",
    "SpecialCommittee",
    "Studio",
    "StudioKind",
    "pinyin_of",
]
