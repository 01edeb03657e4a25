"""Addresses of 社情民意与交办."""

from django.urls import path

from petitions.views import assignments as pages
from petitions.views import (
    kinship,
    proposal_steps,
    replies,
    report_steps,
    tracking,
)
from petitions.views import proposals as proposal_pages
from petitions.views import reports as report_pages

app_name = "petitions"

VERBS = (
    "acknowledge", "request_return", "grant_return", "refuse_return", "report_progress",
    "give_opinion", "request_extension", "decide_extension", "press", "supervise", "reply",
    "reject_reply", "accept_reply", "keep_promise", "withdraw",
)  # fmt: skip

assignments = [
    path("kinship/<slug:noun>/<int:pk>/", kinship.kinship, name="kinship"),
    path("assignments/", pages.assignment_list, name="assignment_list"),
    path("assignments/new/<slug:kind>/<int:pk>/", pages.dispatch, name="dispatch"),
    path("assignments/<int:pk>/", pages.assignment, name="assignment"),
    *(
        path(
            f"assignments/<int:pk>/{verb}/",
            getattr(replies, f"{verb}_assignment"),
            name=f"{verb}_assignment",
        )
        for verb in VERBS
    ),
    path("track/", tracking.track, name="track"),
    path("track/matter/", tracking.track_matter, name="track_matter"),
    path("track/matter/rate/", tracking.rate, name="rate"),
    path("track/matter/withdraw/", tracking.withdraw_matter, name="withdraw_matter"),
    path("track/matter/appeal/", tracking.appeal_matter, name="appeal_matter"),
    path("track/matter/part/", tracking.track_part, name="track_part"),
    path("track/leave/", tracking.leave_tracking, name="leave_tracking"),
]

REPORT_VERBS = (
    "submit", "withdraw", "send_back", "accept", "decline", "edit", "sign", "issue",
    "record_adoption", "record_instruction", "print",
)  # fmt: skip

reports = [
    path("reports/", report_pages.report_list, name="report_list"),
    path("reports/write/", report_pages.write_report, name="write_report"),
    path("reports/<int:pk>/", report_pages.report, name="report"),
    path("reports/<int:pk>/revise/", report_pages.revise_report, name="revise_report"),
    *(
        path(
            f"reports/<int:pk>/{verb}/",
            getattr(report_steps, f"{verb}_report"),
            name=f"{verb}_report",
        )
        for verb in REPORT_VERBS
    ),
]

PROPOSAL_VERBS = ("submit", "send_back", "file", "not_file")

proposals = [
    path("proposals/", proposal_pages.proposal_list, name="proposal_list"),
    path("proposals/write/", proposal_pages.write_proposal, name="write_proposal"),
    path("proposals/<int:pk>/", proposal_pages.proposal, name="proposal"),
    path("proposals/<int:pk>/revise/", proposal_pages.revise_proposal, name="revise_proposal"),
    *(
        path(
            f"proposals/<int:pk>/{verb}/",
            getattr(proposal_steps, f"{verb}_proposal"),
            name=f"{verb}_proposal",
        )
        for verb in PROPOSAL_VERBS
    ),
]

urlpatterns = [*assignments, *reports, *proposals]
