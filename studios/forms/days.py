"""A day on which something was decided: it may lie in the past, never in the future."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from core.fields import DayField


class DecidedDay(DayField):
    """What has not begun yet is entered when it begins: the directory says who it is today."""

    today: date | None = None  # told by the form

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and self.today and day > self.today:
            raise ValidationError("只能填写今天或以前的日期。", code="future")
        return day


def begin_with(form: Any, today: date) -> None:
    """The form's day `on` begins with today and goes no further."""
    form.fields["on"].today = form.fields["on"].initial = today
