"""What a member carried down (带下去), in one screen. Handbook F04."""

from django import forms

from consultations.enums import BroadcastKind
from consultations.forms.relays import CarriedForm, ReceiptForm

TITLE = {"label": "标题", "max_length": 80, "help_text": "带下去的是什么，例如“防范电信诈骗提示”。"}
RECORDED = [choice for choice in BroadcastKind.choices if choice[0] != BroadcastKind.REPLY]


class BroadcastForm(CarriedForm, ReceiptForm):
    """Policy, law, safety: what answers a relay is written on the page of that relay."""

    submit_label = "保存"
    more = ("file",)

    kind = forms.ChoiceField(
        label="类别",
        choices=RECORDED,
        help_text="答复带话的，请在那件带话的页面办理“带回答复”。",
    )
    title = forms.CharField(**TITLE)
    field_order = (
        "studio", "member", "kind", "title", "audience", "ways", "reached", "held_on", "file",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "member" in self.fields:
            self.fields["member"].label = "委员"


class AmendBroadcastForm(ReceiptForm):
    """The same, for a receipt that was sent back (补正)."""

    title = forms.CharField(**TITLE)
    field_order = ("title", "audience", "ways", "reached", "held_on", "file")

    def __init__(self, *args, broadcast, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("title", "audience", "ways", "reached", "held_on"):
            self.fields[name].initial = getattr(broadcast, name)
        if broadcast.file:
            self.fields["file"].help_text = "已有佐证；重新选择会替换它。"
