"""What stands in the navigation of each person: only rooms in which they have something to do."""

from django.http import HttpRequest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Committee

STUDIO_SIDE = (
    Role.OFFICE,
    Role.SIGNER,
    Role.LEADER,
    Role.PROPOSALS,
    Role.COMMITTEE_STAFF,
    Role.CONVENER,
    Role.LIAISON,
    Role.TOWNSHIP,
)
UNIT_SIDE = (*STUDIO_SIDE, Role.UNIT)
MEMBER = "member"

# (URL name, label, icon, for whom); first come the rooms used most often.
ROOMS = (
    ("dashboards:desk", "我的工作台", "house", None),
    ("consultations:issue_list", "群众意见", "chat-dots", (*STUDIO_SIDE, MEMBER)),
    ("petitions:assignment_list", "交办督办", "clipboard-check", (*UNIT_SIDE, MEMBER)),
    ("consultations:topic_list", "议题", "flag", (*STUDIO_SIDE, MEMBER)),
    (
        "consultations:entry_list",
        "课题目录",
        "journal-text",
        (Role.OFFICE, Role.COMMITTEE_STAFF, Role.TOWNSHIP, Role.LEADER),
    ),
    ("consultations:activity_list", "协商活动", "people", (*STUDIO_SIDE, MEMBER)),
    (
        "consultations:posting_list",
        "公开征集",
        "megaphone",
        (Role.OFFICE, Role.CONVENER, Role.LIAISON),
    ),
    (
        "consultations:relay_list",
        "委员带话",
        "megaphone",
        (Role.OFFICE, Role.LEADER, Role.TOWNSHIP, Role.CONVENER, Role.LIAISON, MEMBER),
    ),
    ("consultations:duty_list", "值班", "calendar-check", (*STUDIO_SIDE, MEMBER)),
    (
        "consultations:duty_desk_today",
        "值班台",
        "person-workspace",
        (Role.CONVENER, Role.LIAISON, MEMBER),
    ),
    (
        "petitions:report_list",
        "社情民意",
        "file-earmark-text",
        (Role.OFFICE, Role.SIGNER, Role.LEADER, Role.CONVENER, MEMBER),
    ),
    (
        "petitions:proposal_list",
        "提案",
        "patch-check",
        (Role.OFFICE, Role.SIGNER, Role.LEADER, Role.PROPOSALS, MEMBER),
    ),
    ("dashboards:board", "数据看板", "bar-chart", (Role.OFFICE, Role.SIGNER, Role.LEADER)),
    ("consultations:my_duty", "我的值班", "calendar-check", (MEMBER,)),
    ("scoring:duty_file", "我的履职", "star", (MEMBER,)),
    (
        "scoring:conformance_list",
        "定额进度",
        "speedometer2",
        (
            Role.OFFICE,
            Role.LEADER,
            Role.COMMITTEE_STAFF,
            Role.TOWNSHIP,
            Role.CONVENER,
            Role.LIAISON,
        ),
    ),
    ("studios:studio_list", "工作室", "building", None),
    ("studios:member_list", "委员名录", "person-lines-fill", (*STUDIO_SIDE, MEMBER)),
    (
        "studios:check_list",
        "标准核验",
        "patch-check",
        (Role.OFFICE, Role.TOWNSHIP, Role.COMMITTEE_STAFF),
    ),
    ("accounts:person_list", "人员与授权", "person-badge", (Role.ADMIN,)),
    ("consultations:mechanism_list", "机制", "diagram-3", (Role.ADMIN, Role.OFFICE)),
    ("accounts:calendar", "工作日历", "calendar-event", (Role.ADMIN, Role.OFFICE)),
    ("audit:entry_list", "流转记录", "shield-check", (Role.AUDITOR,)),
)


def nav(request: HttpRequest) -> dict:
    """Context of every page: rooms (url, label, icon, is it this); the county, for the public."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"committee": Committee.objects.order_by("pk").first()}
    mine = {grant.role for grant in user.current_grants}
    if user.member_in_office:
        mine.add(MEMBER)
    rooms = [
        (reverse(name), label, icon)
        for name, label, icon, roles in ROOMS
        if roles is None or mine.intersection(roles)
    ]
    # A room within a room (委员名录 lies under 工作室): the reader is in the inner one.
    inside = [url for url, _, _ in rooms if request.path.startswith(url)]
    here = max(inside, key=len, default="")
    return {"nav": [(url, label, icon, url == here) for url, label, icon in rooms]}
