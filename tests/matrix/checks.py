"""Standards of a county, and a check in every state: one year each, all of the first studio."""

from decimal import Decimal
from types import SimpleNamespace

from django.core.files.base import ContentFile

from core import clock
from studios.enums import AutoRule, CheckStatus
from studios.models import Standard, StandardCheck, StandardMark
from tests.builders.standards import add_item, counted, make_standard

YEARS = {
    CheckStatus.DRAFT: 2026,
    CheckStatus.RETURNED: 2025,
    CheckStatus.SUBMITTED: 2024,
    CheckStatus.CONCLUDED: 2023,
}


def a_check(place, status: str, standard: Standard, **changes) -> StandardCheck:
    """How the first studio stands, every item marked, in the state that is named."""
    handed_in = {"submitted_by": place.by.convener, "submitted_at": clock.now()}
    checked = {"checked_by": place.by.township, "checked_at": clock.now(), "score": Decimal(4)}
    fields = {"studio": place.studio, "standard": standard, "year": YEARS[status]}
    fields |= handed_in if status != CheckStatus.DRAFT else {}
    fields |= checked if status == CheckStatus.CONCLUDED else {}
    check = StandardCheck.objects.create(status=status, **fields | changes)
    for item in standard.items.all():
        StandardMark.objects.create(standard_check=check, item=item, is_met=True)
    return check


def hold_to_standards(place) -> SimpleNamespace:
    """六有 of the county: what somebody looks at, what the portal counts."""
    made = SimpleNamespace()
    made.standard = make_standard("六有", committee=place.county, items=2)
    counted(made.standard)
    counted(made.standard, AutoRule.CONSULTATIONS_HELD)
    made.check = {status: a_check(place, status, made.standard) for status in YEARS}
    made.proof = made.check["concluded"].marks.first()
    made.proof.file.save("a.jpg", ContentFile(b"jpg"), save=False)
    made.proof.file_name = "门牌.jpg"
    made.proof.save()
    return made


def grow_checks(place, studio) -> None:
    """Another standard, another item, another studio in the same lists."""
    another = make_standard(committee=place.county, items=1)
    counted(another)
    a_check(place, CheckStatus.DRAFT, another)
    for status in (CheckStatus.SUBMITTED, CheckStatus.CONCLUDED):
        a_check(place, status, place.standard, studio=studio)
    item = add_item(place.standard)
    for check in place.check.values():
        check.marks.create(item=item, is_met=True)
