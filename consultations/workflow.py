"""Where an issue, a topic, an activity and a consensus item may go, and from where."""

from consultations.enums import ENDED
from consultations.enums import ActivityStatus as A
from consultations.enums import BroadcastStatus as B
from consultations.enums import CommentStatus as M
from consultations.enums import ConsensusStatus as C
from consultations.enums import EntryStatus as N
from consultations.enums import IssueStatus as I
from consultations.enums import RelayStatus as L
from consultations.enums import RosterStatus as R
from consultations.enums import SeatStatus as E
from consultations.enums import ShiftStatus as S
from consultations.enums import SwapStatus as W
from consultations.enums import TopicStatus as T
from core.workflow import Workflow

STUDIO = "本工作室召集人、联络员"
# Where they all sit at the shift themselves, the office.
CONFIRMERS = "本工作室召集人、联络员（不得确认本人的班；都在本班的由政协办公室）"
MEMBER = "委员"
TOWNSHIP = "镇（街道）党委"
CITIZEN = "反映人凭查询码"
OFFICE = "政协办公室"
SYSTEM = "系统自动"
GUIDE = "对口专委会（没有的由政协办公室）"
# Who decides on topics is the county's to say; this is who does where it says nothing.
DECIDER = TOWNSHIP
ANOTHER = "本工作室召集人、联络员或政协办公室（不得为记录人本人）"

ISSUE = Workflow(
    states=I,
    accept=("受理", {I.REGISTERED}, I.ACCEPTED, STUDIO),
    answer=(
        "答复",
        {I.REGISTERED, I.ACCEPTED, I.CLAIMED, I.REHANDLING},
        I.ANSWERED,
        "本工作室召集人、联络员、接单委员或当班委员",
    ),
    refer=("转其他渠道", {I.REGISTERED}, I.REFERRED, "本工作室召集人、联络员或当班委员"),
    decline=("不予受理", {I.REGISTERED}, I.DECLINED, STUDIO),
    claim=("接单", {I.ACCEPTED}, I.CLAIMED, MEMBER),
    assign=("指派委员", {I.ACCEPTED}, I.CLAIMED, f"{STUDIO}，逾期由{GUIDE}"),
    release=("退单", {I.CLAIMED}, I.ACCEPTED, "接单委员（同一件只能退一次）"),
    hand_over=("转交", {I.CLAIMED}, None, "接单委员或本工作室召集人、联络员"),
    merge=("并入同类意见", {I.REGISTERED, I.ACCEPTED}, I.MERGED, STUDIO),
    part=("拆出", {I.MERGED}, I.ACCEPTED, STUDIO),
    split=("拆分", {I.REGISTERED, I.ACCEPTED}, None, STUDIO),
    join=("转入议题", {I.ACCEPTED, I.CLAIMED}, I.JOINED, STUDIO),
    leave=("移出议题", {I.JOINED}, I.ACCEPTED, STUDIO),
    dispatch=("交办", {I.ACCEPTED, I.CLAIMED, I.REHANDLING}, I.DISPATCHED, OFFICE),
    resolve=("反馈结果", {I.MERGED, I.JOINED, I.DISPATCHED, I.REHANDLING}, I.ANSWERED, SYSTEM),
    appeal=("申请复核", {I.DECLINED}, I.REVIEWING, "反映人凭查询码（一次）"),
    overturn=("改为受理", {I.REVIEWING}, I.ACCEPTED, TOWNSHIP),
    uphold=("维持不予受理", {I.REVIEWING}, I.DECLINED, TOWNSHIP),
    follow_up=(
        "查单",
        {I.ANSWERED},
        None,
        "本工作室召集人、联络员或委员（不得为答复人本人）",
    ),
    rehandle=("再次办理", {I.ANSWERED}, I.REHANDLING, CITIZEN),
    close=("办结归档", {I.ANSWERED}, I.CLOSED, "反映人评价满意，或评价期满后由召集人、联络员"),
    close_unsatisfied=("办结（不满意）", {I.ANSWERED}, I.CLOSED_UNSATISFIED, SYSTEM),
    withdraw=("撤回", {I.REGISTERED, I.ACCEPTED}, I.WITHDRAWN, CITIZEN),
    lock=("标记疑似涉密", set(I), None, "本工作室召集人、联络员或政协办公室"),
    unlock=("解除锁定", set(I), None, OFFICE),
    take_off_line=("转线下办理", set(I) - ENDED, I.REFERRED, f"{OFFICE}（疑似涉密已锁定的）"),
    reveal_contact=("查看联系方式", set(I), None, "本工作室召集人、联络员或接单委员"),
)

TOPIC = Workflow(
    states=T,
    designate=("点题", {T.PROPOSED, T.SHELVED}, T.DESIGNATED, DECIDER),
    revise=("修改", {T.PROPOSED, T.SHELVED}, None, "提出人、本工作室召集人、联络员"),
    send_back=("退回补充", {T.PROPOSED, T.SHELVED}, T.RETURNED, DECIDER),
    resubmit=("补充后重报", {T.RETURNED, T.DECLINED}, T.PROPOSED, "提出人、本工作室召集人、联络员"),
    lapse=("逾期失效", {T.RETURNED}, T.LAPSED, SYSTEM),
    shelve=("缓议", {T.PROPOSED}, T.SHELVED, DECIDER),
    decline=("不予采纳", {T.PROPOSED, T.SHELVED}, T.DECLINED, DECIDER),
    merge=("并题", {T.PROPOSED, T.SHELVED, T.DESIGNATED}, T.MERGED, f"{DECIDER}或{STUDIO}"),
    split=("拆分议题", {T.PROPOSED, T.SHELVED, T.DESIGNATED, T.CLAIMED}, None, STUDIO),
    claim=("接题", {T.DESIGNATED}, T.CLAIMED, MEMBER),
    appoint=("指派牵头委员", {T.DESIGNATED}, T.CLAIMED, STUDIO),
    release=("退题", {T.CLAIMED}, T.DESIGNATED, "牵头委员"),
    disagree=("未达成共识", {T.DESIGNATED, T.CLAIMED}, T.NO_CONSENSUS, STUDIO),
    consult_again=("再协商", {T.NO_CONSENSUS}, T.CLAIMED, STUDIO),
    end=("终止", {T.NO_CONSENSUS}, T.CLOSED, STUDIO),
    conclude=("形成共识", {T.DESIGNATED, T.CLAIMED}, T.CONCLUDED, STUDIO),
    hand_in=("报送成果", {T.CONCLUDED, T.DISPATCHED, T.COMPLETED}, None, f"牵头委员或{STUDIO}"),
    dispatch=("交办", {T.CONCLUDED, T.DISPATCHED, T.COMPLETED}, T.DISPATCHED, SYSTEM),
    complete=("有结果", {T.CONCLUDED, T.DISPATCHED}, T.COMPLETED, SYSTEM),
    follow_up=(
        "查单",
        {T.DISPATCHED, T.COMPLETED},
        None,
        "本工作室召集人、联络员或委员（不得为牵头委员本人）",
    ),
    mark=("评题", {T.DISPATCHED, T.COMPLETED, T.CLOSED}, None, "包联领导、镇（街道）党委"),
    close=("归档", {T.COMPLETED}, T.CLOSED, STUDIO),
)

ACTIVITY = Workflow(
    states=A,
    confirm=(
        "确认",
        {A.RECORDED},
        A.CONFIRMED,
        "本工作室召集人、联络员或主持委员（不得为记录人本人）",
    ),
    send_back=(
        "退回补正",
        {A.RECORDED},
        A.RETURNED,
        "本工作室召集人、联络员或主持委员（不得为记录人本人）",
    ),
    amend=("补正", {A.RETURNED}, A.RECORDED, "记录人"),
)

CONSENSUS = Workflow(
    states=C,
    dispatch=("交办", {C.PENDING}, C.DISPATCHED, OFFICE),
    settle=(
        "落实",
        {C.PENDING, C.DISPATCHED},
        C.SETTLED,
        "本工作室召集人、联络员（不需交办的事项）或系统",
    ),
    reopen=("重新办理", {C.SETTLED}, C.DISPATCHED, SYSTEM),
)

ROSTER = Workflow(
    states=R,
    generate=("自动排班", {R.DRAFT}, None, STUDIO),
    arrange=("调整班次", set(R), None, STUDIO),
    publish=("发布", {R.DRAFT}, R.PUBLISHED, STUDIO),
)

SHIFT = Workflow(
    states=S,
    register=("登记来访", {S.PLANNED, S.SERVED}, None, "值班委员或本工作室召集人、联络员"),
    log=("填写值班日志", {S.PLANNED, S.SERVED}, None, "值班委员或本工作室召集人、联络员"),
    hand_over=("交班", {S.PLANNED, S.SERVED}, None, "值班委员或本工作室召集人、联络员"),
    confirm=("确认值班", {S.PLANNED}, S.SERVED, CONFIRMERS),
    correct=("更正确认", {S.SERVED}, None, CONFIRMERS),
    cancel=("取消班次", {S.PLANNED}, S.CANCELLED, STUDIO),
)

SEAT = Workflow(
    states=E,
    ask_swap=("申请换班", {E.EXPECTED}, None, "值班委员本人"),
    excuse=("登记请假", {E.EXPECTED}, E.EXCUSED, STUDIO),
    expect=("撤销请假", {E.EXCUSED}, E.EXPECTED, STUDIO),
    substitute=("安排替班", {E.EXPECTED, E.EXCUSED}, None, STUDIO),
    serve=("记到岗", {E.EXPECTED, E.EXCUSED, E.ABSENT}, E.SERVED, STUDIO),
    miss=("记缺岗", {E.EXPECTED, E.EXCUSED, E.SERVED}, E.ABSENT, STUDIO),
    let_off=("记请假", {E.EXPECTED, E.SERVED, E.ABSENT}, E.EXCUSED, STUDIO),
)

SWAP = Workflow(
    states=W,
    accept=("同意", {W.ASKED}, W.ACCEPTED, "被请求的委员"),
    decline=("不同意", {W.ASKED}, W.DECLINED, "被请求的委员"),
    withdraw=("撤回", {W.ASKED}, W.WITHDRAWN, "申请的委员或系统"),
)

RELAY = Workflow(
    states=L,
    verify=("核实", {L.REGISTERED}, L.VERIFIED, OFFICE),
    decline=("不予转办", {L.REGISTERED, L.VERIFIED}, L.DECLINED, OFFICE),
    dispatch=("交办", {L.VERIFIED}, L.HANDLING, OFFICE),
    progress=("登记正在处理", {L.HANDLING}, None, OFFICE),
    settle=("登记结果", {L.HANDLING}, L.SETTLED, OFFICE),
    carry_back=("带回答复", {L.SETTLED}, L.CLOSED, "带话委员或本工作室召集人、联络员"),
)

BROADCAST = Workflow(
    states=B,
    confirm=("确认", {B.RECORDED}, B.CONFIRMED, ANOTHER),
    send_back=("退回补正", {B.RECORDED}, B.RETURNED, ANOTHER),
    amend=("补正", {B.RETURNED}, B.RECORDED, "记录人"),
)

COMMENT = Workflow(
    states=M,
    show=("公开", {M.WAITING, M.REFUSED}, M.SHOWN, STUDIO),
    refuse=("不公开", {M.WAITING, M.SHOWN}, M.REFUSED, STUDIO),
)

ENTRY = Workflow(
    states=N,
    answer=("点题", {N.OPEN}, None, TOWNSHIP),
    change=("修改课题", {N.OPEN}, None, "出题的专委会或政协办公室"),
    withdraw=("撤下", {N.OPEN}, N.WITHDRAWN, "出题的专委会或政协办公室"),
    reopen=("恢复", {N.WITHDRAWN}, N.OPEN, "出题的专委会或政协办公室"),
)
