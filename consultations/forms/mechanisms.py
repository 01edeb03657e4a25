"""What the designer of a mechanism asks for (机制设计)."""

from functools import cached_property

from django import forms

from consultations.enums import (
    ONLY_FOR_TOPICS,
    Decider,
    GateKind,
    GateVerb,
    LimitCode,
    RefuseTo,
    Stage,
)
from consultations.lineage.soundness import clocked, fields_of
from consultations.models import Issue, Topic
from core.enums import LimitKind
from core.forms import PortalForm

# Nobody waits longer than this for a step inside the studio.
LONGEST = {LimitKind.WORKDAY: 250, LimitKind.NATURAL: 365, LimitKind.MONTH: 12}
# What must be said of each kind of condition, besides before which step it stands.
ASKED: dict[str, tuple[str, ...]] = {
    GateKind.NOTICE: ("days",),
    GateKind.WINDOW: ("days",),
    GateKind.VOTE: ("quorum", "majority"),
    GateKind.FORM: ("filled",),
}


class NameForm(PortalForm, forms.Form):
    """What the whole mechanism is called (改名)."""

    edits = True

    name = forms.CharField(label="名称", max_length=40)


class StepForm(PortalForm, forms.Form):
    """One step: its name, who takes it, its limit, what follows a refusal (修改步骤)."""

    edits = True

    label = forms.CharField(label="名称", max_length=20)
    actor = forms.CharField(
        label="由谁", max_length=40, required=False, help_text="写给看的人，如“镇党委”。"
    )
    decider = forms.ChoiceField(
        label="审定主体",
        required=False,
        choices=[("", "按默认（镇街党委）"), *Decider.choices],
        help_text="谁有权审定议题。主席会议的决定由政协办公室登记。",
    )
    limit = forms.IntegerField(
        label="期限",
        min_value=1,
        max_value=250,
        required=False,
        help_text="不填就按县里的环节时限。",
    )
    limit_kind = forms.ChoiceField(
        label="计算方式", choices=LimitKind.choices, initial=LimitKind.WORKDAY
    )
    refuse_to = forms.ChoiceField(
        label="退回去向", required=False, choices=[("", "按默认"), *RefuseTo.choices]
    )
    refusals = forms.IntegerField(label="最多退回几次", min_value=1, max_value=9, required=False)

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        if Stage.DECIDE not in stages:
            del self.fields["decider"]
        if len(clocked(stages)) != 1:
            del self.fields["limit"], self.fields["limit_kind"]
        if not {Stage.DECIDE, Stage.CONCLUDE, Stage.CLAIM}.intersection(stages):
            del self.fields["refuse_to"], self.fields["refusals"]


class GateForm(PortalForm, forms.Form):
    """A condition before a verb (前置条件): asks only for what its kind needs."""

    edits = True
    submit_label = "保存"

    verb = forms.ChoiceField(label="在哪一步之前")
    label = forms.CharField(
        label="名称", max_length=20, required=False, help_text="不填就用通用名称。"
    )
    days = forms.IntegerField(
        label="满几日", min_value=1, max_value=180, help_text="按自然日，首日和末日都算。"
    )
    quorum = forms.CharField(
        label="参加比例",
        max_length=7,
        initial="1/2",
        help_text="1/2是超过半数，2/3是达到三分之二。",
    )
    majority = forms.CharField(
        label="同意比例", max_length=7, initial="1/2", help_text="在参加表决的人中，写法同上。"
    )
    filled = forms.MultipleChoiceField(label="哪几项不能空着", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        verbs = [
            (verb, label)
            for verb, label in GateVerb.choices
            if verb.startswith("topic.") or kind not in ONLY_FOR_TOPICS
        ]
        self.fields["verb"].choices = verbs
        # A condition has a column named fields; a form keeps its own under that name.
        self.fields["filled"].choices = [*_columns(Topic, "topic"), *_columns(Issue, "issue")]
        asked = {"verb", "label", "version", *ASKED.get(kind, ())}
        for name in set(self.fields) - asked:
            del self.fields[name]

    def clean(self):
        """What is to be filled in belongs to the thing that the step is about."""
        data = super().clean() or {}
        noun = data.get("verb", "").partition(".")[0]
        chosen = data.pop("filled", [])
        if any(not name.startswith(f"{noun}.") for name in chosen):
            self.add_error("filled", "请只选这一步所办事项（议题或意见）的栏目。")
        names = [name.partition(".")[2] for name in chosen]
        return {**data, "kind": self.kind, "fields": names}


class DropForm(NameForm):
    """Nothing but a yes, and the version that was seen."""

    submit_label = "取消这个条件"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["name"]


class LimitsForm(PortalForm, forms.Form):
    """How long each step inside the studio may take, in the whole county (环节时限)."""

    submit_label = "保存"

    def __init__(self, *args, limits, **kwargs):
        super().__init__(*args, **kwargs)
        for row in limits:
            kind = LimitKind(row.kind)
            self.fields[row.code] = forms.IntegerField(
                label=f"{row.get_code_display()}（{kind.counter}）",
                min_value=1,
                max_value=LONGEST[kind],
                initial=row.days,
            )


class SimulateForm(PortalForm, forms.Form):
    """Other limits, to see what last year would have looked like (期限推演)."""

    submit_label = "推演"

    def __init__(self, *args, limits, **kwargs):
        super().__init__(*args, **kwargs)
        for code, limit in limits.items():
            unit = limit.kind.counter if limit else LimitKind.WORKDAY.counter
            self.fields[code] = forms.IntegerField(
                label=f"{LimitCode(code).label}（{unit}）",
                min_value=1,
                max_value=250,
                required=False,
                initial=limit and limit.n,
                help_text=f"现行{limit}" if limit else "现在没有期限",
            )

    @cached_property
    def helper(self):
        """Asked for in the address: to look at other limits changes nothing."""
        helper = super().helper
        helper.form_method = "get"
        helper.disable_csrf = True
        return helper


def facts_of_gate(gate: dict) -> dict:
    """What the form of a condition shows at first."""
    noun = gate["verb"].partition(".")[0]
    return gate | {"filled": [f"{noun}.{name}" for name in gate["fields"]]}


def _columns(model, noun):
    """The columns of a noun that may be asked for, each under its Chinese name."""
    for name in fields_of(noun):
        column = model._meta.get_field(name)
        related = getattr(column, "related_model", None)
        label = getattr(column, "verbose_name", "") or related._meta.verbose_name
        yield f"{noun}.{name}", f"{model._meta.verbose_name}：{label}"
