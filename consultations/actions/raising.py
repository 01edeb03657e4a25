"""How a matter comes in: by the QR code on the door, or registered by the studio (登记)."""

from collections.abc import Iterable
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Committee, User, citizen
from audit import trail
from consultations.actions import likeness
from consultations.actions.people import staff_of
from consultations.actions.raisers import inform
from consultations.enums import LimitCode, Source, Urgency
from consultations.models import (
    Attachment,
    Category,
    Contact,
    DutyShift,
    Issue,
    Posting,
    due_on,
)
from consultations.models.practice import for_source
from core import clock
from core.access import NotYours, require
from core.crypto import digest, new_code
from core.numbers import next_number
from core.photos import without_traces
from notices import outbox
from studios.models import Studio

# Kept under a name of our own; what a browser may be told about the content.
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
}


@transaction.atomic
def raise_issue(
    studio: Studio,
    *,
    title: str,
    body: str,
    place: str = "",
    source: str,
    consent_version: str,
    may_publish: bool = False,
    contact_name: str = "",
    contact_phone: str = "",
    files: Iterable[Any] = (),
    urgency: str = Urgency.NORMAL,
    category: Category | None = None,
    by: User | None = None,
    duty_shift: DutyShift | None = None,
    posting: Posting | None = None,
    sent_by: str = "",
    sent_number: str = "",
    split_from: Issue | None = None,
    awaits_triage: bool = True,
) -> tuple[Issue, str]:
    """Take in a matter (点单); returns it and its tracking code, which is stored nowhere.

    What is settled while the visitor stands there awaits no triage, and nobody is asked for it.
    """
    if split_from is None:
        _refuse_strangers(studio, by, duty_shift)
    code, today = new_code(), clock.today()
    follows = for_source(studio.committee_id, source)
    number = next_number(studio.committee.code, "issue", on=today, default="YJ{yyyy}{n:04d}")
    if sent_number and split_from is None:
        refuse_sent_twice(studio, sent_by, sent_number)
    issue = Issue.objects.create(
        committee=studio.committee,
        studio=studio,
        mechanism_id=follows.pk,
        number=number,
        tracking_digest=digest(code),
        title=title,
        body=body,
        place=place,
        source=source,
        urgency=urgency,
        category=category,
        may_publish=may_publish,
        consent_version=consent_version,
        consent_at=split_from.consent_at if split_from else clock.now(),
        raised_at=clock.now(),
        registered_by=split_from.registered_by if split_from else by,
        duty_shift=duty_shift,
        posting=posting,
        sent_by=sent_by,
        sent_number=sent_number,
        split_from=split_from,
        triage_due_on=due_on(studio.committee, _triage_limit(source), today, follows),
    )
    if contact_name or contact_phone:
        Contact.objects.create(issue=issue, name=contact_name, phone=contact_phone)
    _keep(issue, files)
    likeness.remember(issue)
    _announce(issue, by)
    if awaits_triage:
        _ask_for_triage(issue, by)
    return issue, code


def _refuse_strangers(studio: Studio, by: User | None, shift: DutyShift | None) -> None:
    """A substitute from elsewhere may register too, but only at the shift at which they sit."""
    if shift is not None and by is not None:
        require(by, "register", shift)
    elif by is not None and not rules.has_perm("consultations.raise_issue", by, studio):
        raise NotYours("代为登记由本工作室召集人、联络员或委员办理。")


def sent_before(committee: Committee, sent_by: str, sent_number: str) -> Issue | None:
    """The matter under which another body's paper was registered already (重复转办)."""
    rows = Issue.objects.filter(
        committee=committee, sent_by__iexact=sent_by, sent_number__iexact=sent_number
    )
    return rows.order_by("pk").select_related("studio").first()


def refuse_sent_twice(studio: Studio, sent_by: str, sent_number: str) -> None:
    """One paper of another body is one matter here. The number was drawn just before: of two who
    register the same paper in the same second, the second waits there and then sees the first."""
    if known := sent_before(studio.committee, sent_by, sent_number):
        raise ValidationError(f"{sent_by}的{sent_number}已经登记，编号{known.number}，不用再登记。")


def _triage_limit(source: str) -> LimitCode:
    return LimitCode.TRIAGE_QR if source == Source.QR else LimitCode.TRIAGE


def _keep(issue: Issue, files: Iterable[Any]) -> None:
    """Store each file without hidden data, under a name that says nothing."""
    for number, file in enumerate(files, start=1):
        content = without_traces(file.read())
        ending = file.name.rpartition(".")[2].lower()
        Attachment.objects.create(
            issue=issue,
            file=ContentFile(content, name=f"{issue.number}-{number}.{ending}"),
            name=file.name[-100:],
            content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
            size=len(content),
        )


def _announce(issue: Issue, by: User | None) -> None:
    trail.record(issue, "raise", by=by or citizen(), label="登记", after=issue.status)
    inform(issue, "consultations/raiser_registered")


def _ask_for_triage(issue: Issue, by: User | None) -> None:
    outbox.tell(
        staff_of(issue.studio, but=by),
        "consultations/issue_raised",
        about=issue,
        urgent=issue.urgency == Urgency.URGENT,
        title=issue.title,
        number=issue.number,
        studio=issue.studio.name,
        source=issue.get_source_display(),
        due_on=issue.triage_due_on,
    )
