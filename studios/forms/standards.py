"""What is asked when a studio is held against a standard: of the studio, of the checker."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import django_filters
from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Layout
from crispy_forms.utils import render_field
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from core.forms import PortalForm, UploadField
from core.measures import plain
from studios.actions.standards import Answer, Verdict, refuse_verdict
from studios.lineage.standing import Line, Standing
from studios.models import Standard, StandardCheck

# So many items are asked about on one screen of a telephone.
MOST = 8
YES, NO = "yes", "no"
SAID = {True: YES, False: NO, None: None}
HEARD: dict[str, bool] = {YES: True, NO: False}


@dataclass(frozen=True, slots=True)
class Part:
    """One screen of a self-check (一屏): a heading, what is asked there, what is only shown."""

    title: str
    asked: list[Line]
    shown: list[Line]

    @property
    def answered(self) -> int:
        return sum(line.is_met is not None for line in self.asked)

    @property
    def is_done(self) -> bool:
        return self.answered == len(self.asked)


def parts_of(standing: Standing) -> list[Part]:
    """The screens of a self-check: a heading each, a long one divided."""
    parts = []
    for title, lines in standing.groups:
        asked = [line for line in lines if not line.item.is_automatic]
        shown = [line for line in lines if line.item.is_automatic]
        for start in range(0, len(asked), MOST):
            parts.append(Part(title, asked[start : start + MOST], shown if not start else []))
    return parts


class _Asked:
    """One item of the self-check: yes or no in sight, note and evidence folded away."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        names = [f"{name}_{self.line.item.pk}" for name in ("met", "note", "file")]
        mark = self.line.mark
        words = {
            "answer": InlineRadios(names[0]).render(form, context),
            "fields": [render_field(name, form, context) for name in names[1:]],
            "evidence": self.line.item.evidence,
            "is_filled": bool(mark and (mark.note or mark.file)),
            "is_open": any(form[name].errors for name in names[1:]),
        }
        return render_to_string("studios/_asked.html", words)


def _questions(line: Line) -> dict[str, forms.Field]:
    """Yes or no, a note, a piece of evidence; each as it was last told."""
    item, mark = line.item, line.mark
    kept = f"已传“{mark.file_name}”，重新选择会替换它。" if mark and mark.file else ""
    return {
        f"met_{item.pk}": forms.ChoiceField(
            label=f"{item.label}（{plain(item.points)}分）",
            choices=[(YES, "达到"), (NO, "还没达到")],
            widget=forms.RadioSelect,
            required=False,
            initial=SAID[line.is_met],
        ),
        f"note_{item.pk}": forms.CharField(
            label="说明", max_length=200, required=False, initial=mark.note if mark else ""
        ),
        f"file_{item.pk}": UploadField(label="佐证照片或文件", required=False, help_text=kept),
    }


class SelfCheckForm(PortalForm, forms.Form):
    """What the studio says of the items on one screen (填写自查)."""

    submit_label = "保存"

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        self.lines = list(lines)
        # Before the form is made of them, so that these too speak plainly when they are wrong.
        self.base_fields = {  # type: ignore[misc]
            name: field for line in self.lines for name, field in _questions(line).items()
        }
        super().__init__(*args, **kwargs)

    @property
    def answers(self) -> list[Answer]:
        """What was said, item by item; nothing said is an answer too."""
        data = self.cleaned_data
        return [
            Answer(
                line.item,
                HEARD.get(data[f"met_{line.item.pk}"]),
                data[f"note_{line.item.pk}"],
                data[f"file_{line.item.pk}"],
            )
            for line in self.lines
        ]

    def layout(self) -> Layout:
        whole = super().layout().fields
        return Layout(whole[0], *[_Asked(line) for line in self.lines], whole[-1])


class _Judged:
    """One item before the checker: what the studio says, and what is given for it, folded away."""

    def __init__(self, line: Line, title: str) -> None:
        self.line, self.title = line, title

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        names = [f"{name}_{self.line.item.pk}" for name in ("points", "finding")]
        words = {
            "line": self.line,
            "title": self.title,
            "check": form.check,
            "fields": [render_field(name, form, context) for name in names],
            "is_open": any(form[name].errors or form[name].data for name in names),
        }
        return render_to_string("studios/_judged.html", words)


def _verdicts(line: Line) -> dict[str, forms.Field]:
    """The points and why; left empty, they are what the check itself comes to."""
    item = line.item
    return {
        f"points_{item.pk}": forms.DecimalField(
            label=f"核定分（{item.label}）",
            min_value=0,
            max_value=item.points,
            max_digits=5,
            decimal_places=1,
            required=False,
            help_text=f"不改就按{plain(line.points)}分计，满分{plain(item.points)}分。",
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.5"}),
        ),
        f"finding_{item.pk}": forms.CharField(
            label="核验说明",
            max_length=200,
            required=False,
            help_text="由平台核算的，改分必须说明。" if item.is_automatic else "",
        ),
    }


class ConcludeForm(PortalForm, forms.Form):
    """What the checker finds (核验): the points stand unless somebody changes them."""

    opinion = forms.CharField(
        label="核验意见",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写给工作室看：哪些做得好，哪些要改、什么时候改好。",
    )

    def __init__(self, *args: Any, check: StandardCheck, standing: Standing, **kwargs: Any) -> None:
        self.check, self.standing = check, standing
        asked = {n: f for line in standing.lines for n, f in _verdicts(line).items()}
        self.base_fields = asked | type(self).base_fields  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    @property
    def verdicts(self) -> dict[int, Verdict]:
        """What is given for each item."""
        return {line.item.pk: self._verdict(line) for line in self.standing.lines}

    def _verdict(self, line: Line) -> Verdict:
        given = self.cleaned_data.get(f"points_{line.item.pk}")
        points: Decimal = line.points if given is None else given
        return Verdict(points, self.cleaned_data.get(f"finding_{line.item.pk}", ""))

    def clean(self) -> dict[str, Any] | None:
        """Said beside its item: what the portal counted is not overruled without a word."""
        for line in self.standing.lines:
            name = f"finding_{line.item.pk}"
            if name in self.errors or f"points_{line.item.pk}" in self.errors:
                continue
            try:
                refuse_verdict(line, self._verdict(line))
            except ValidationError as error:
                self.add_error(name, error)
        return self.cleaned_data

    def layout(self) -> Layout:
        whole = super().layout().fields
        judged = [
            _Judged(line, title if not n else "")
            for title, lines in self.standing.groups
            for n, line in enumerate(lines)
        ]
        return Layout(whole[0], *judged, "opinion", whole[-1])


class SendBackForm(PortalForm, forms.Form):
    """What is missing (退回补充)."""

    remark = forms.CharField(
        label="退回意见",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明哪几项要补什么，如“有标识：请补一张看得清名称的门牌照片”。",
    )


class CallForm(PortalForm, forms.Form):
    """Which standard the studios are asked about, for which year (布置自查)."""

    creates = True
    submit_label = "布置自查"

    standard = forms.ModelChoiceField(Standard.objects.none(), label="标准", empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, standards: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].queryset = standards
        self.fields["year"].choices = [(y, f"{y}年") for y in (this_year, this_year - 1)]


class CheckFilter(django_filters.FilterSet):
    """By standard and year."""

    standard = django_filters.ModelChoiceFilter(
        label="标准", queryset=Standard.objects.none(), empty_label="全部"
    )
    year = django_filters.ChoiceFilter(label="年度", empty_label="全部")

    class Meta:
        model = StandardCheck
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.queryset.order_by()
        self.filters["standard"].field.queryset = Standard.objects.filter(
            pk__in=rows.values("standard")
        )
        years = sorted(rows.values_list("year", flat=True).distinct(), reverse=True)
        self.filters["year"].field.choices = [(year, f"{year}年") for year in years]
