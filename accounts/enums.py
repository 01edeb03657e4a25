"""The offices a person can hold (角色). Handbook 1.1."""

from django.db import models


class Role(models.TextChoices):
    """What a person is granted to act as; members (委员) act through their member file instead."""

    OFFICE = "office", "政协办公室"
    PROPOSALS = "proposals", "提案委员会"
    COMMITTEE_STAFF = "committee_staff", "专门委员会"
    SIGNER = "signer", "签发人"
    LEADER = "leader", "政协领导"
    TOWNSHIP = "township", "镇（街道）党委"
    CONVENER = "convener", "工作室召集人"
    LIAISON = "liaison", "工作室联络员"
    UNIT = "unit", "承办单位"
    AUDITOR = "auditor", "审计员"
    ADMIN = "admin", "系统管理员"


# For which objects of the directory an office is held; the others are held for the whole county.
SCOPE_OF_ROLE: dict[str, str] = {
    Role.CONVENER: "studios.Studio",
    Role.LIAISON: "studios.Studio",
    Role.TOWNSHIP: "studios.Area",
    Role.COMMITTEE_STAFF: "studios.SpecialCommittee",
}
# Who keeps the portal or reads its record takes no part in its matters (三员分立).
APART = {Role.ADMIN, Role.AUDITOR}


class UnitSystem(models.TextChoices):
    """To which part of the county a unit belongs; it decides who dispatches to it."""

    PARTY = "party", "党群"
    GOVERNMENT = "government", "政府"
    VERTICAL = "vertical", "垂直管理"
    ENTERPRISE = "enterprise", "公用企业"
    MASS = "mass", "群团"
    JUDICIAL = "judicial", "法检"
    TOWNSHIP = "township", "乡镇（街道）"
    PARK = "park", "园区"
