"""What is asked when a list of members is brought, and when members get their accounts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import PortalForm, SeveralField, UploadField
from studios.models import Member

# So many are hashed, written and printed within one request.
MOST_AT_ONCE = 500


class RollForm(PortalForm, forms.Form):
    """The file with the list (上传名单)."""

    creates = True
    submit_label = "上传并预览"

    file = UploadField(
        groups=["table"],
        label="名单文件",
        help_text="Excel（xlsx、xls）或CSV（UTF-8、GBK均可），一次最多1万行。上传后先预览，不会直接写入。",
    )


class AccountsForm(PortalForm, forms.Form):
    """Who gets an account (开通账号)."""

    creates = True
    submit_label = "为勾选的人开通账号"

    members = SeveralField(
        Member.objects.none(),
        label="委员",
        error_messages={"required": "请至少勾选一个人。"},
    )

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = waiting

    def clean_members(self):
        chosen = self.cleaned_data["members"]
        if len(chosen) > MOST_AT_ONCE:
            raise ValidationError(f"一次最多为{MOST_AT_ONCE}人开通，请分几次办理。")
        return chosen
