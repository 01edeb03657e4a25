"""Letters filled from Word templates (公文): the journal of reports (社情民意, D12)."""

from pathlib import Path
from typing import Any

from django.conf import settings

from core import letters
from core.days import full_day
from petitions.enums import Draft
from petitions.models import OpinionReport
from studios.models import Member

HEADS = (("情况反映", "situation"), ("问题分析", "analysis"), ("意见建议", "suggestion"))
NUMERALS = "一二三"


def report_letter(report: OpinionReport) -> bytes:
    """The signed text under the journal's head, as a .docx."""
    signed = report.revisions.filter(draft=Draft.SIGNED).last() or report
    return letters.fill(_template("report"), _words(report, signed))


def _words(report: OpinionReport, text: Any) -> dict[str, Any]:
    present = [(head, getattr(text, name)) for head, name in HEADS if getattr(text, name).strip()]
    sections = [
        {"head": f"{NUMERALS[n]}、{head}", "paragraphs": _paragraphs(body)}
        for n, (head, body) in enumerate(present)
    ]
    return {
        "committee": report.committee.name,
        "issue_no": report.issue_no,
        "day": full_day(report.issued_on) if report.issued_on else "",
        "title": text.title,
        "author": _signature(report.author),
        "sections": sections,
        "sent_to": report.sent_to,
        "signer": report.signed_by.name if report.signed_by else "",
    }


def _signature(author: Member) -> str:
    return f"{author}，{author.post}" if author.post else str(author)


def _paragraphs(body: str) -> list[str]:
    return [line.strip() for line in body.splitlines() if line.strip()]


def _template(name: str) -> Path:
    """Where the template lies; a county may put its own in its place."""
    return Path(settings.BASE_DIR) / "templates" / "letters" / f"{name}.docx"
