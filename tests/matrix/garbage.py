"""What nobody should send and somebody will."""

from django import forms

from core import once
from tests.matrix.table import TABLE

LONG = "长" * 20_000
# In every field at once.
RUBBISH = {
    "too long": LONG,
    "nul": "坏\x00字",
    "huge number": "9" * 40,
    "markup": "\"'><script>alert(1)</script>{{ 7 }}{% now %}",
    "half a date": "2026-99-99",
    "negative": "-1",
    "blanks": "   \t ",
    "odd letters": "😀́‮𠮷",
}
# In the address, each by itself.
QUERIES = (
    "tab=zzz", "tab=", "tab=%00", "after=garbage", "after=%00", "before=e30", "after=W251bGxd",
    "before=WyJhIiwiYiJd", "after=WzEsMiwzXQ", "since=abc", "until=2026-99-99",
    "since=0001-01-01", "until=9999-12-31", "unit=999999999999999999999", "studio=abc",
    "studio=%00", "studio=-1", "category=999999999999999999999", "kind=zzz", "source=%00",
    "area=999999999999999999999", "sector=x", "limit_class=x", "q=%00", "q=" + "%25" * 200,
    "q='%22%3B--", "year=99999", "period=2026Q9", "period=%00", "year=%D9%A3", "year=-1",
    "day=abc", "topic=abc", "topic=999999999999999999999", "topic=-1",
    "consensus_item=999999999999999999999",
    "consensus_item=%00", "issue=x&issue=999999999999999999999", "format=pdf", "page=-1",
    "actor=%00", "verb=zzz", "next=//example.com/", "%00=1",
)  # fmt: skip

BAD_FILES = {
    "a program called a photo": ("a.jpg", b"MZ\x90\x00 program", "image/jpeg"),
    "a page called a photo": ("a.png", b"<html><script>", "image/png"),
    "a kind we do not take": ("a.exe", b"MZ\x90\x00", "application/octet-stream"),
    "nothing in it": ("a.jpg", b"", "image/jpeg"),
    "no ending": ("photo", b"\xff\xd8\xff\xe0", "image/jpeg"),
    "a name that climbs": ("../../etc/passwd", b"root", "text/plain"),
    "too large": ("a.jpg", b"\xff\xd8\xff\xe0" + b"0" * (21 * 1024 * 1024), "image/jpeg"),
}
# A yes is enough, or all that is asked may be left out.
A_YES_WILL_DO = {
    "consultations:take_off_line_issue",
    "consultations:conclude_topic",
    "consultations:claim_topic", "consultations:close_issue", "consultations:close_topic",
    "consultations:confirm_activity", "consultations:confirm_broadcast",
    "consultations:designate_topic",
    "consultations:expect_seat", "consultations:reopen_entry",
    "consultations:duty_group_end", "consultations:duty_rule_end", "consultations:generate_roster",
    "consultations:publish_roster", "consultations:remove_shift",
    "consultations:unlock_issue", "petitions:accept_report", "petitions:accept_reply_assignment",
    "petitions:file_proposal", "petitions:press_assignment", "petitions:sign_report",
    "petitions:submit_proposal", "petitions:submit_report", "petitions:withdraw_report",
    "studios:endorse_paper", "studios:file_paper", "studios:submit_paper",
    "studios:mark_check", "studios:submit_check",
    "consultations:stage_limits",
}  # fmt: skip
CREATING = {
    "consultations:split_issue",
    "accounts:add_person", "accounts:grant_person", "consultations:activity_new",
    "consultations:ask_swap_seat",
    "consultations:broadcast_new", "consultations:relay_new",
    "consultations:arrange_roster", "consultations:duty_group_new", "consultations:duty_rule_new",
    "consultations:post_topic", "consultations:posting_new", "consultations:talk",
    "consultations:record_review_topic", "consultations:record_vote_topic",
    "consultations:door", "consultations:issue_new", "consultations:register_shift",
    "consultations:topic_new", "consultations:choose_entry", "consultations:entry_new",
    "consultations:split_topic", "consultations:topic_add",
    "consultations:follow_up_issue", "consultations:follow_up_topic", "studios:declare_interest",
    "petitions:dispatch", "petitions:record_adoption_report",
    "petitions:record_instruction_report", "petitions:reply_assignment",
    "petitions:report_progress_assignment", "petitions:supervise_assignment",
    "petitions:write_proposal", "petitions:write_report",
    "studios:affiliate_studio", "studios:appoint_studio", "studios:enter_member",
    "studios:found_studio",
    "studios:bring_roll", "studios:member_accounts",
    "studios:call_checks", "studios:merge_studio", "studios:renew_members",
}  # fmt: skip
EDITING = {
    "consultations:amend_activity", "consultations:hand_over_shift", "consultations:log_shift",
    "consultations:change_entry", "consultations:hand_in_topic", "consultations:resubmit_topic",
    "consultations:revise_topic", "petitions:edit_report",
    "petitions:revise_proposal", "petitions:revise_report", "studios:edit_studio",
    "studios:edit_paper", "studios:edit_member", "studios:post_hours_studio",
}  # fmt: skip


def fields_of(answer) -> dict[str, forms.Field]:
    """What the form on the page asks for, the hidden things left out."""
    form = answer.context["form"]
    return {
        name: field
        for name, field in form.fields.items()
        if name not in (once.FIELD, "version") and not isinstance(field, forms.FileField)
    }


def initial_of(answer) -> dict[str, str]:
    """What a browser would send back unchanged."""
    form = answer.context["form"]
    given = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, forms.FileField) or value in (None, False):
            continue
        if isinstance(value, (list, tuple)):
            value = [getattr(one, "pk", one) for one in value]
        given[bound.html_name] = getattr(value, "pk", value)
    for row in getattr(form, "items", ()):
        given |= {bound.html_name: bound.value() or "" for bound in row}
    if hasattr(form, "items"):
        given |= {b.html_name: b.value() for b in form.items.management_form}
    return given


def errors_of(answer) -> list[str]:
    """Every sentence that points something out, on the form and on its rows."""
    form = answer.context["form"]
    rows = getattr(form, "items", None)
    return [
        str(sentence)
        for one in (form, *(rows or ()))
        for sentences in one.errors.values()
        for sentence in sentences
    ]


def wrong_states(home):
    """Every step with every thing of its kind from whose state it cannot be taken."""
    for name, doors in TABLE.items():
        verb, _, noun = name.partition(":")[2].rpartition("_")
        things = getattr(home, noun, None)
        if not isinstance(things, dict) or not doors[0].args:
            continue
        for thing in things.values():
            step = thing.workflow.steps.get(verb)
            if step and thing.status not in step.sources:
                yield name, doors[0].may.split(), thing
