"""Addresses of 群众诉求与协商: the studio's door, issues, topics, activities."""

from django.urls import path

from consultations.views import (
    activities,
    arranging,
    broadcasts,
    carried_figures,
    carried_papers,
    desk,
    door,
    duty_papers,
    duty_rules,
    issue_steps,
    issues,
    items,
    likes,
    mechanisms,
    off_line,
    outcomes,
    postings,
    relay_steps,
    relays,
    reviewing,
    rosters,
    seats,
    shifts,
    studio_sheets,
    swaps,
    talks,
    topics,
    votes,
)

app_name = "consultations"


FOLDERS = {
    "issue": "issues",
    "topic": "topics",
    "activity": "activities",
    "shift": "duty/shifts",
    "seat": "duty/seats",
    "swap": "duty/swaps",
    "relay": "relays",
    "broadcast": "broadcasts",
    "posting": "postings",
    "comment": "comments",
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
        "reveal_contact",
    ),
    *_steps("issue", off_line, "lock", "unlock", "take_off_line"),
    path("issues/<int:pk>/slip/", off_line.issue_slip, name="issue_slip"),
    *_steps("issue", likes, "merge", "part", "split"),
    *_steps("issue", reviewing, "overturn", "uphold"),
    path("topics/", topics.topic_list, name="topic_list"),
    path("topics/new/", topics.topic_new, name="topic_new"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    *_steps("topic", topics, "revise", "designate", "shelve", "decline", "claim", "close"),
    *_steps("topic", outcomes, "conclude", "disagree", "consult_again", "end"),
    *_steps("topic", votes, "record_review", "record_vote"),
    *_steps("topic", postings, "post"),
    path("topics/<int:pk>/votes/<int:vote_pk>/sheet.docx", votes.vote_sheet, name="vote_sheet"),
    path("topics/<int:pk>/votes/<int:vote_pk>/photo/", votes.vote_photo, name="vote_photo"),
    path("postings/", postings.posting_list, name="posting_list"),
    path("postings/new/", postings.posting_new, name="posting_new"),
    path("postings/<int:pk>/", postings.posting, name="posting"),
    *_steps("posting", postings, "withdraw"),
    *_steps("comment", postings, "show", "refuse"),
    path("talks/<int:pk>/", talks.talk, name="talk"),
    path("activities/", activities.activity_list, name="activity_list"),
    path("activities/new/", activities.activity_new, name="activity_new"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    *_steps("activity", activities, "confirm", "send_back", "amend"),
    path("activities/<int:pk>/items/<int:no>/settle/", items.settle_item, name="settle_item"),
    path("mechanisms/", mechanisms.mechanism_list, name="mechanism_list"),
    path("mechanisms/limits/", mechanisms.stage_limits, name="stage_limits"),
    path("mechanisms/<int:pk>/", mechanisms.mechanism, name="mechanism"),
    path("mechanisms/<int:pk>/name/", mechanisms.rename_mechanism, name="rename_mechanism"),
    path("mechanisms/<int:pk>/try/", mechanisms.simulate_mechanism, name="simulate_mechanism"),
    path("mechanisms/<int:pk>/steps/<int:place>/", mechanisms.edit_step, name="edit_step"),
    path("mechanisms/<int:pk>/steps/<int:place>/gates/new/", mechanisms.put_gate, name="new_gate"),
    path(
        "mechanisms/<int:pk>/steps/<int:place>/gates/<int:number>/",
        mechanisms.put_gate,
        name="edit_gate",
    ),
    path(
        "mechanisms/<int:pk>/steps/<int:place>/gates/<int:number>/drop/",
        mechanisms.drop_gate,
        name="drop_gate",
    ),
    path("relays/", relays.relay_list, name="relay_list"),
    path("relays/new/", relays.relay_new, name="relay_new"),
    path("relays/figures/", carried_figures.relay_figures, name="relay_figures"),
    path("relays/<int:pk>/", relays.relay, name="relay"),
    path("relays/<int:pk>/file/", relays.relay_file, name="relay_file"),
    path("relays/<int:pk>/paper.docx", carried_papers.relay_paper, name="relay_paper"),
    *_steps(
        "relay", relay_steps, "verify", "decline", "dispatch", "progress", "settle", "carry_back"
    ),
    path(
        "relays/<int:pk>/dispatch/<slug:mode>/",
        relay_steps.dispatch_relay_by,
        name="dispatch_relay_by",
    ),
    path("broadcasts/", broadcasts.broadcast_list, name="broadcast_list"),
    path("broadcasts/new/", broadcasts.broadcast_new, name="broadcast_new"),
    path("broadcasts/<int:pk>/", broadcasts.broadcast, name="broadcast"),
    path("broadcasts/<int:pk>/file/", broadcasts.broadcast_file, name="broadcast_file"),
    path("broadcasts/<int:pk>/paper.docx", carried_papers.broadcast_paper, name="broadcast_paper"),
    *_steps("broadcast", broadcasts, "confirm", "send_back", "amend"),
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
