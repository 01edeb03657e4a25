"""One page per verb of a report on public opinion (社情民意)."""

from core import clock
from core.access import require
from core.views import step, word_response
from core.workflow import NotAllowedNow
from petitions.actions import reports
from petitions.actions.letters import report_letter
from petitions.enums import Draft, ReportStatus
from petitions.forms.reports import (
    AdoptionForm,
    DeclineForm,
    EditReportForm,
    InstructionForm,
    IssueForm,
    OptionalRemarkForm,
    RemarkForm,
)
from petitions.views.reports import find


def _taken(request, pk, verb, done, form_class=None, **how):
    report = find(request, pk)
    deed = getattr(reports, verb)
    return step(
        request,
        report,
        verb,
        form_class=form_class,
        done=done,
        action=lambda asked: deed(report, by=request.user, **asked),
        **how,
    )


def submit_report(request, pk):
    """Hand it in (提交)."""
    return _taken(request, pk, "submit", "已提交，请等待审查。")


def withdraw_report(request, pk):
    """Take it back (撤回)."""
    return _taken(request, pk, "withdraw", "已撤回。")


def send_back_report(request, pk):
    """Ask the author to complete it (退回修改)."""
    return _taken(request, pk, "send_back", "已退回，作者已收到您的意见。", RemarkForm)


def accept_report(request, pk):
    """Accept it (采用)."""
    return _taken(request, pk, "accept", "已采用，作者已收到通知。", OptionalRemarkForm)


def decline_report(request, pk):
    """Keep it without using it (留存不采用)."""
    return _taken(request, pk, "decline", "已留存，作者已收到原因。", DeclineForm)


def edit_report(request, pk):
    """Edit the text beside the untouched original (编辑)."""
    report = find(request, pk)
    original = report.revisions.filter(draft=Draft.ORIGINAL).last()
    initial = {name: getattr(report, name) for name in (*reports.TEXTS, "version")}

    def save(asked):
        texts = dict(asked)
        seen = texts.pop("version") or 0
        reports.edit(report, by=request.user, seen_version=seen, **texts)

    return step(
        request,
        report,
        "edit",
        form_class=EditReportForm,
        form_kwargs={"initial": initial},
        done="编辑稿已保存，原稿保持不变。",
        action=save,
        template="petitions/report_edit.html",
        context={"report": report, "original": original},
    )


def sign_report(request, pk):
    """Sign it for printing (签发)."""
    report = find(request, pk)
    return step(
        request,
        report,
        "sign",
        form_class=OptionalRemarkForm,
        done="已签发，请办公室编号印发。",
        action=lambda asked: reports.sign(report, by=request.user, **asked),
        template="petitions/report_sign.html",
        context={"report": report},
    )


def issue_report(request, pk):
    """Number it and send it out (印发)."""
    return _taken(request, pk, "issue", "已编号印发，可以导出Word。", IssueForm)


def record_adoption_report(request, pk):
    """Record that somebody adopted it (登记采用)."""
    how = {"committee": request.user.committee, "initial": {"adopted_on": clock.today()}}
    done = "已登记采用，作者已收到通知。"
    return _taken(request, pk, "record_adoption", done, AdoptionForm, form_kwargs=how)


def record_instruction_report(request, pk):
    """Record a leader's instruction (登记批示)."""
    how = {"initial": {"instructed_on": clock.today()}}
    done = "已登记批示。作者已收到获批示的通知，通知里没有批示内容。"
    return _taken(request, pk, "record_instruction", done, InstructionForm, form_kwargs=how)


def print_report(request, pk):
    """The issued report as a Word file (导出Word)."""
    report = find(request, pk)
    require(request.user, "print", report)
    if report.status != ReportStatus.ISSUED:
        raise NotAllowedNow("印发以后才能导出正式稿。")
    return word_response(f"社情民意{report.issue_no}", report_letter(report))
