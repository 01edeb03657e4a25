"""Addresses of 群众诉求与协商: the studio's door, issues, topics, activities."""

from django.urls import path

from consultations.views import (
    activities,
    arranging,
    desk,
    door,
    duty_papers,
    duty_rules,
    issue_steps,
    issues,
    items,
    rosters,
    seats,
    shifts,
    studio_sheets,
    swaps,
    topics,
)

app_name = "consultations"


FOLDERS = {
    "issue": "issues",
    "topic": "topics",
    "activity": "activities",
    "shift": "duty/shifts",
    "seat": "duty/seats",
    "swap": "duty/swaps",
}


def _steps(noun, module, *verbs):
    """One address per verb: the object's own, then the verb."""
    folder = FOLDERS[noun]
    return [
        path(f"{folder}/<int:pk>/{verb}/", getattr(module, f"{verb}_{noun}"), name=f"{verb}_{noun}")
        for verb in verbs
    ]


def _month(step, view, name):
    """An address of one month of a studio's duty."""
    return [path(f"duty/<slug:code>/<int:year>/<int:month>/{step}", view, name=name)]


urlpatterns = [
    path("s/<slug:code>/", door.door, name="door"),
    path("s/<slug:code>/raised/", door.raised, name="raised"),
    path("studios/<slug:code>/hours.json", studio_sheets.hours, name="hours"),
    path("studios/<slug:code>/duty-poster/", studio_sheets.duty_poster, name="duty_poster"),
    path("issues/", issues.issue_list, name="issue_list"),
    path("issues/new/", issues.issue_new, name="issue_new"),
    path("issues/<int:pk>/", issues.issue, name="issue"),
    path("issues/<int:pk>/files/<int:file_pk>/", issues.attachment, name="attachment"),
    *_steps(
        "issue",
        issue_steps,
        "accept",
        "answer",
        "refer",
        "decline",
        "claim",
        "assign",
        "release",
        "join",
        "leave",
        "close",
        "lock",
        "unlock",
        "reveal_contact",
    ),
    path("topics/", topics.topic_list, name="topic_list"),
    path("topics/new/", topics.topic_new, name="topic_new"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    *_steps("topic", topics, "revise", "designate", "shelve", "decline", "claim", "close"),
    path("activities/", activities.activity_list, name="activity_list"),
    path("activities/new/", activities.activity_new, name="activity_new"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    *_steps("activity", activities, "confirm", "send_back", "amend"),
    path("activities/<int:pk>/items/<int:no>/settle/", items.settle_item, name="settle_item"),
    path("duty/mine/", swaps.my_duty, name="my_duty"),
    path("duty/shifts/", shifts.shift_list, name="shift_list"),
    path("duty/shifts/<int:pk>/", shifts.shift, name="shift"),
    *_steps("shift", shifts, "confirm", "correct", "cancel"),
    *_steps("seat", seats, "ask_swap", "excuse", "expect", "substitute"),
    *_steps("swap", swaps, "accept", "decline", "withdraw"),
    path("duty/desk/", desk.duty_desk_today, name="duty_desk_today"),
    path("duty/guide/", desk.duty_guide, name="duty_guide"),
    path("duty/shifts/<int:pk>/desk/", desk.duty_desk, name="duty_desk"),
    path("duty/shifts/<int:pk>/register/", desk.register_shift, name="register_shift"),
    path("duty/shifts/<int:pk>/log/", desk.log_shift, name="log_shift"),
    path("duty/shifts/<int:pk>/hand_over/", desk.hand_over_shift, name="hand_over_shift"),
    path("duty/shifts/<int:pk>/see/<int:note_pk>/", desk.see_hand_over, name="see_hand_over"),
    path(
        "duty/papers/<slug:code>/<int:year>/<int:month>/<slug:paper>.<slug:ending>",
        duty_papers.duty_paper,
        name="duty_paper",
    ),
    path("duty/", rosters.duty_list, name="duty_list"),
    path("duty/year/", arranging.plan_year, name="plan_year"),
    path("duty/shifts/<int:pk>/arrange/", arranging.arrange_shift, name="arrange_shift"),
    path("duty/shifts/<int:pk>/remove/", arranging.remove_shift, name="remove_shift"),
    path("duty/rules/<int:pk>/", duty_rules.duty_rule_edit, name="duty_rule_edit"),
    path("duty/rules/<int:pk>/end/", duty_rules.duty_rule_end, name="duty_rule_end"),
    path("duty/groups/<int:pk>/", duty_rules.duty_group_edit, name="duty_group_edit"),
    path("duty/groups/<int:pk>/end/", duty_rules.duty_group_end, name="duty_group_end"),
    # A studio's code comes after the words above, so none of them is taken for a code.
    path("duty/<slug:code>/rules/", duty_rules.duty_rules_of, name="duty_rules"),
    path("duty/<slug:code>/rules/new/", duty_rules.duty_rule_new, name="duty_rule_new"),
    path("duty/<slug:code>/groups/new/", duty_rules.duty_group_new, name="duty_group_new"),
    *_month("", rosters.roster, "roster"),
    *_month("generate/", arranging.generate_roster, "generate_roster"),
    *_month("arrange/", arranging.arrange_roster, "arrange_roster"),
    *_month("publish/", arranging.publish_roster, "publish_roster"),
]
