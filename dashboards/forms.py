"""What a reader of the board may choose."""

from datetime import date

from django import forms

from dashboards.figures import Period


class PeriodForm(forms.Form):
    """The period of the board (统计时段); the current year when nothing, or nonsense, is given."""

    since = forms.DateField(label="起", required=False)
    until = forms.DateField(label="止", required=False)

    def period(self, today: date) -> Period:
        self.is_valid()
        chosen = getattr(self, "cleaned_data", {})
        since = chosen.get("since") or date(today.year, 1, 1)
        until = chosen.get("until") or today
        return Period(min(since, until), max(since, until))
