"""How a message looks when it leaves, and the two ways out: mail and group robot."""

import json
import re
import smtplib
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from notices.models import Delivery, Notice

ROBOT_PATIENCE = 5  # seconds
NEUTRAL_TITLE = "您有一条新消息"
NEUTRAL_TEXT = "请登录平台查看。"


class RobotRefused(Exception):
    """The group robot answered, and the answer was no."""


# What can go wrong with one message or with the line; anything else is a fault of ours.
TROUBLE = (OSError, ValueError, HTTPException, RobotRefused)


def nobody_answers(error: Exception) -> bool:
    """The line is down for every message, not only for this one."""
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError):
        return True
    if isinstance(error, smtplib.SMTPException | HTTPError):
        return False
    return isinstance(error, OSError)


def mail(delivery: Delivery, cargo: list[Notice], line: BaseEmailBackend) -> None:
    """Send one mail; its Message-ID is the same at every attempt."""
    message = EmailMessage(
        subject=_subject(cargo),
        body=_body(cargo),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[delivery.address],
        connection=line,
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
    )
    line.open()  # kept open for the next mail
    message.send()


def robot(delivery: Delivery) -> None:
    """Post one message to the group robot (企业微信、钉钉群机器人), with its idempotency key."""
    url = settings.NOTICE_WEBHOOK_URL
    if urlsplit(url).scheme not in ("http", "https"):
        raise RobotRefused("群机器人地址应以 http 或 https 开头")
    request = Request(  # noqa: S310 - the scheme was just checked
        url,
        data=json.dumps(_robot_form(delivery), ensure_ascii=False).encode(),
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": delivery.message_id.strip("<>"),
        },
    )
    with build_opener(ProxyHandler({})).open(request, timeout=ROBOT_PATIENCE) as answer:
        _check(answer.read(10_000))


def reason(error: Exception) -> str:
    """Why a message did not leave, without any address in it: it is kept, logged and shown."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        words = f"收件人被拒 {code} {_text(said)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        words = f"邮件服务器答复 {error.smtp_code} {_text(error.smtp_error)}"
    elif isinstance(error, URLError):
        words = f"群机器人未接收：{getattr(error, 'reason', '') or error}"
    else:
        words = f"{type(error).__name__}：{error}"
    return re.sub(r"\S+@\S+", "…", " ".join(words.split()))[:300]


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def _subject(cargo: list[Notice]) -> str:
    if len(cargo) > 1:
        return f"【委员工作室】您有 {len(cargo)} 条新消息"
    first = cargo[0]
    urgent = "【紧急】" if first.urgent else ""
    return f"【委员工作室】{urgent}{NEUTRAL_TITLE if first.private else first.title}"


def _body(cargo: list[Notice]) -> str:
    return "\n\n――――――\n\n".join(_paragraph(notice) for notice in cargo)


def _paragraph(notice: Notice) -> str:
    title, text = (NEUTRAL_TITLE, NEUTRAL_TEXT) if notice.private else (notice.title, notice.text)
    lines = [title, "", text, "", f"办理：{settings.SITE_URL}{notice.get_absolute_url()}"]
    if notice.key:
        lines.append(f"催办号:{notice.key}")
    return "\n".join(lines)


def _robot_form(delivery: Delivery) -> dict[str, Any]:
    notice = delivery.notice
    address = f"{settings.SITE_URL}{notice.url}" if notice.url else ""
    if settings.NOTICE_WEBHOOK_KIND == "plain":
        key = delivery.message_id.strip("<>")
        return {"id": key, "title": notice.title, "text": notice.text, "url": address}
    content = "\n".join(part for part in (notice.title, notice.text, address) if part)
    return {"msgtype": "text", "text": {"content": content[:2000]}}


def _check(answer: bytes) -> None:
    """Both robots answer 200 even when they refuse, and say so in `errcode`."""
    try:
        said = json.loads(answer or b"{}")
    except ValueError:
        return
    if isinstance(said, dict) and said.get("errcode"):
        raise RobotRefused(f"群机器人答复 {said['errcode']} {said.get('errmsg', '')}")
