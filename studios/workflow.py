"""Where a studio, a member, a check and a paper may go, and from where."""

from core.workflow import Workflow
from studios.enums import BEING_CHECKED_BY_ITSELF, IN_THE_STUDIOS_HANDS
from studios.enums import CheckStatus as C
from studios.enums import MemberStatus as M
from studios.enums import PaperStatus as P
from studios.enums import StudioStatus as S

OFFICE = "政协办公室"
STUDIO_STAFF = "本工作室召集人、联络员"
CHECKER = "本镇（街道）党委或对口专委会"

STUDIO = Workflow(
    states=S,
    open=("挂牌运行", {S.PREPARING, S.SUSPENDED, S.RECTIFYING}, S.RUNNING, OFFICE),
    rectify=("责令整改", {S.RUNNING}, S.RECTIFYING, OFFICE),
    suspend=("停用", {S.RUNNING, S.RECTIFYING}, S.SUSPENDED, OFFICE),
    revoke=("摘牌", {S.RECTIFYING, S.SUSPENDED}, S.REVOKED, OFFICE),
)

MEMBER = Workflow(
    states=M,
    edit=("修改档案", {M.ACTIVE}, None, OFFICE),
    leave=("登记请假", {M.ACTIVE}, None, OFFICE),
    transfer=("调整工作室", {M.ACTIVE}, None, OFFICE),
    archive=("离任归档", {M.ACTIVE}, M.ARCHIVED, OFFICE),
    restore=("恢复在任", {M.ARCHIVED}, M.ACTIVE, OFFICE),
)

CHECK = Workflow(
    states=C,
    mark=("填写自查", BEING_CHECKED_BY_ITSELF, None, STUDIO_STAFF),
    submit=("提交核验", BEING_CHECKED_BY_ITSELF, C.SUBMITTED, STUDIO_STAFF),
    send_back=("退回补充", {C.SUBMITTED}, C.RETURNED, CHECKER),
    conclude=("核验", {C.SUBMITTED}, C.CONCLUDED, CHECKER),
)

PAPER = Workflow(
    states=P,
    edit=("修改", IN_THE_STUDIOS_HANDS, None, STUDIO_STAFF),
    submit=("报镇街审核", IN_THE_STUDIOS_HANDS, P.SUBMITTED, STUDIO_STAFF),
    # 组室合一: group and studio are one, so nobody is left to review what the studio wrote.
    file=("备案", IN_THE_STUDIOS_HANDS, P.FILED, "组室合一的工作室召集人"),
    endorse=("审核备案", {P.SUBMITTED}, P.FILED, "本镇（街道）党委"),
    send_back=("退回修改", {P.SUBMITTED}, P.RETURNED, "本镇（街道）党委"),
)
