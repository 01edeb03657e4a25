"""The fixed words of the directory."""

from django.db import models


class AffiliationRole(models.TextChoices):
    """What a person is in a studio (工作室职务)."""

    CONVENER = "convener", "召集人"
    DEPUTY = "deputy", "副召集人"
    LIAISON = "liaison", "联络员"
    MEMBER = "member", "成员"


class Basis(models.TextChoices):
    """Why a member belongs to a studio (四地结合)."""

    HOME = "home", "居住地"
    WORK = "work", "工作地"
    CONTACT = "contact", "联系地"
    ASSIST = "assist", "帮扶地"
    SECTOR = "sector", "界别"


class StudioStatus(models.TextChoices):
    """Where a studio stands (工作室状态). Handbook F23."""

    PREPARING = "preparing", "筹建"
    RUNNING = "running", "运行"
    RECTIFYING = "rectifying", "整改"
    SUSPENDED = "suspended", "停用"
    REVOKED = "revoked", "摘牌"


# The public may still bring a matter to these.
OPEN_TO_PUBLIC = {StudioStatus.RUNNING, StudioStatus.RECTIFYING}
