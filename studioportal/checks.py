"""What a production server must have before it may start; a demonstration is exempt."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

DEMO_USERNAMES = [
    "office", "committee", "proposals", "signer", "leader", "township", "convener", "liaison",
    "member", "member2", "convener2", "unit", "unit2", "auditor", "admin",
]  # fmt: skip


def is_production() -> bool:
    """Neither a developer's machine nor a demonstration."""
    return not (settings.DEBUG or settings.DEMO)


@register(Tags.security)
def keys_are_set(app_configs, **kwargs) -> list[Error]:
    """A production server has a secret of its own and a key for citizens' contact data."""
    if not is_production():
        return []
    errors = []
    weak = settings.SECRET_KEY.startswith(("django-insecure", "change-me", "not-a-secret"))
    if weak or len(settings.SECRET_KEY) < 40:
        errors.append(
            Error(
                "生产环境不能使用默认或过短的 SECRET_KEY。",
                hint="在 .env 中写入至少 40 个随机字符：openssl rand -base64 48",
                id="studioportal.E001",
            )
        )
    if not settings.CONTACT_KEY:
        errors.append(
            Error(
                "生产环境必须设置 CONTACT_KEY，它用来加密群众的联系方式。",
                hint="在 .env 中写入：openssl rand -base64 32；请与数据库备份分开保存。",
                id="studioportal.E002",
            )
        )
    if set(settings.ALLOWED_HOSTS) & {"*"} or not settings.ALLOWED_HOSTS:
        errors.append(
            Error(
                "生产环境的 ALLOWED_HOSTS 必须写明域名，不能为空或 *。",
                id="studioportal.E003",
            )
        )
    return errors


@register(Tags.database)
def no_demo_accounts(app_configs, **kwargs) -> list[Error]:
    """A production database holds nobody who signs in with the published demo password."""
    if not is_production():
        return []
    from django.contrib.auth import get_user_model

    people = get_user_model().objects.filter(username__in=DEMO_USERNAMES, is_active=True)
    try:
        found = [p.username for p in people if p.check_password(settings.DEMO_PASSWORD)]
    except DatabaseError:  # no tables yet, or no answer: /healthz will say so
        return []
    if not found:
        return []
    return [
        Error(
            f"生产环境的数据库中有演示账号：{'、'.join(found)}。",
            hint="请使用新的空数据库；演示数据不能转为正式数据。",
            id="studioportal.E004",
        )
    ]


def refuse_unsafe_start() -> None:
    """Stop web, worker or beat before they serve anything from an unsafe set-up."""
    if errors := [*keys_are_set(None), *no_demo_accounts(None)]:
        sentences = [f"{e.msg} {e.hint or ''}".strip() for e in errors]
        raise ImproperlyConfigured("拒绝启动：\n  " + "\n  ".join(sentences))
