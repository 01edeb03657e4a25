"""Words that limits are counted in."""

from django.db.models import TextChoices


class LimitKind(TextChoices):
    """How a limit is counted; `counter` is the word that follows its number."""

    WORKDAY = "workday", "工作日"
    NATURAL = "natural", "自然日"
    MONTH = "month", "月"

    @property
    def counter(self) -> str:
        return {"workday": "个工作日", "natural": "天", "month": "个月"}[self.value]
