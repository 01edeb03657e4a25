"""Where a report, a proposal and an assignment may go, and from where."""

from core.workflow import Workflow
from petitions.enums import AT_WORK, AWAITING_REPLY
from petitions.enums import AssignmentStatus as A
from petitions.enums import ProposalStatus as P
from petitions.enums import ReportStatus as R
from petitions.enums import RequestStatus as Q

AUTHOR = "作者本人"
OFFICE = "政协办公室"
EDITOR = "政协办公室（非作者本人）"
SIGNER = "签发人（非作者本人）"
UNIT = "主办单位"
PROPOSALS = "提案委员会（非提案者本人）"

REPORT = Workflow(
    states=R,
    submit=("提交", {R.DRAFT, R.RETURNED}, R.SUBMITTED, AUTHOR),
    revise=("修改", {R.DRAFT, R.RETURNED}, None, AUTHOR),
    accept=("采用", {R.SUBMITTED}, R.ACCEPTED, EDITOR),
    send_back=("退回修改", {R.SUBMITTED}, R.RETURNED, EDITOR),
    decline=("留存不采用", {R.SUBMITTED}, R.DECLINED, EDITOR),
    withdraw=("撤回", {R.SUBMITTED}, R.WITHDRAWN, AUTHOR),
    sign=("签发", {R.ACCEPTED}, R.SIGNED, SIGNER),
    edit=("编辑", {R.ACCEPTED}, None, EDITOR),
    issue=("印发", {R.SIGNED}, R.ISSUED, OFFICE),
    record_adoption=("登记采用", {R.ISSUED}, None, OFFICE),
    record_instruction=("登记批示", {R.ISSUED}, None, OFFICE),
)

PROPOSAL = Workflow(
    states=P,
    submit=("提交", {P.DRAFT, P.RETURNED}, P.SUBMITTED, AUTHOR),
    revise=("修改", {P.DRAFT, P.RETURNED}, None, AUTHOR),
    file=("立案", {P.SUBMITTED}, P.FILED, PROPOSALS),
    send_back=("退回补充", {P.SUBMITTED}, P.RETURNED, PROPOSALS),
    not_file=("不予立案", {P.SUBMITTED}, P.NOT_FILED, PROPOSALS),
    dispatch=("交办", {P.FILED}, P.DISPATCHED, "提案委员会、政协办公室"),
    answer=("已答复", {P.DISPATCHED}, P.REPLIED, "系统自动"),
    reopen=("再次办理", {P.REPLIED}, P.DISPATCHED, "系统自动"),
)

# In the order of their buttons: the most likely step first.
ASSIGNMENT = Workflow(
    states=A,
    acknowledge=("签收", {A.DISPATCHED}, A.ACKNOWLEDGED, UNIT),
    reply=("答复", AT_WORK, A.REPLIED, UNIT),
    report_progress=("登记进展", AT_WORK, None, UNIT),
    give_opinion=("提交会办意见", AWAITING_REPLY, None, "会办单位"),
    request_extension=("申请延期", AT_WORK, None, UNIT),
    request_return=("申请退回", {A.DISPATCHED, A.ACKNOWLEDGED}, A.RETURN_REQUESTED, UNIT),
    grant_return=("同意退回并改派", {A.RETURN_REQUESTED}, A.DISPATCHED, OFFICE),
    refuse_return=("不同意退回", {A.RETURN_REQUESTED}, A.DISPATCHED, OFFICE),
    accept_reply=("审核通过", {A.REPLIED}, A.CONCLUDED, OFFICE),
    reject_reply=("退回重新答复", {A.REPLIED}, A.ACKNOWLEDGED, OFFICE),
    decide_extension=("审批延期", AT_WORK, None, OFFICE),
    press=("催办", AWAITING_REPLY, None, OFFICE),
    supervise=("发督办函", AWAITING_REPLY, None, OFFICE),
    track=("转承诺跟踪", {A.CONCLUDED}, A.TRACKING, "系统自动"),
    keep_promise=("承诺已兑现", {A.TRACKING}, A.CONCLUDED, OFFICE),
    rehandle=("重新办理", {A.TRACKING, A.CONCLUDED}, A.REHANDLING, "评价不满意后系统自动"),
    withdraw=("撤回交办", {A.DISPATCHED, A.ACKNOWLEDGED, A.RETURN_REQUESTED}, A.WITHDRAWN, OFFICE),
)

EXTENSION = Workflow(
    states=Q,
    grant=("同意", {Q.REQUESTED}, Q.GRANTED, OFFICE),
    refuse=("不同意", {Q.REQUESTED}, Q.REFUSED, OFFICE),
)
