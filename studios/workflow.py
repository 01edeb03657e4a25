"""Where a studio may go, and from where."""

from core.workflow import Workflow
from studios.enums import StudioStatus as S

OFFICE = "政协办公室"

STUDIO = Workflow(
    states=S,
    open=("挂牌运行", {S.PREPARING, S.SUSPENDED, S.RECTIFYING}, S.RUNNING, OFFICE),
    rectify=("责令整改", {S.RUNNING}, S.RECTIFYING, OFFICE),
    suspend=("停用", {S.RUNNING, S.RECTIFYING}, S.SUSPENDED, OFFICE),
    revoke=("摘牌", {S.RECTIFYING, S.SUSPENDED}, S.REVOKED, OFFICE),
)
