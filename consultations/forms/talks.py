"""What anybody may say to a posting without signing in (留言)."""

from django import forms

from consultations.enums import Stance
from consultations.forms.door import FromTheStreet
from core.forms import PhoneField


class CommentForm(FromTheStreet):
    """A comment: the words, for or against, and for those who want it a name and a telephone."""

    creates = True
    submit_label = "提交留言"
    more = ("name", "phone", "consent")

    text = forms.CharField(
        label="留言",
        min_length=2,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="审核后公开，请勿填写他人隐私、电话和涉密内容。",
    )
    stance = forms.ChoiceField(
        label="态度", required=False, choices=[("", "不表态"), *Stance.choices]
    )
    name = forms.CharField(label="称呼", max_length=20, required=False)
    phone = PhoneField(
        label="电话", required=False, help_text="称呼和电话加密保存，不公开，只供工作室回访。"
    )
    consent = forms.BooleanField(
        label="我已阅读并同意上面的个人信息处理说明（留称呼或电话的须勾选）", required=False
    )

    field_order = ("text", "stance", "name", "phone", "consent")

    def clean(self):
        """Whoever leaves a name agrees to its being kept."""
        data = super().clean()
        leaves_name = data.get("name") or data.get("phone")
        if not data.pop("consent", False) and leaves_name:
            self.add_error("consent", "留下称呼或电话的，请先勾选同意个人信息处理说明。")
        return data
