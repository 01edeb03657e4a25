"""What the views of every app share: one step, one list; and whether the portal is well."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock, excel, gates, health
from core.access import require, target_of, worded
from core.forms import ConfirmForm
from core.lists import Listing
from core.middleware import refused_page

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_EXCEL_ROWS = 5000


def step(
    request: HttpRequest,
    obj: Any,
    verb: str,
    *,
    action: Callable[[dict[str, Any]], object],
    done: str,
    form_class: type | None = None,
    form_kwargs: dict[str, Any] | None = None,
    template: str = "core/step.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of one verb: asks for what the step needs, takes it, says so, goes back to `obj`.

    Refuses before asking, so nobody fills in a form that would be turned down.
    """
    require(request.user, verb, obj)
    target_of(obj, verb)
    gates.refuse_if_shut(obj, verb, request.user, clock.today())
    named = worded(obj.workflow.steps[verb], obj)
    form = (form_class or ConfirmForm)(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        **(form_kwargs or {}),
    )
    form.offer(named.label, obj)
    request.portal_form = form  # names the fields on a refusal page
    if form.is_valid() and _taken(form, action):
        messages.success(request, done)
        return redirect(obj)
    page = {"obj": obj, "step": named, "form": form} | (context or {})
    return render(request, template, page)


def _taken(form: Any, action: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the action took the form; what it finds wrong is said on the form."""
    try:
        action(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def listing_response(
    request: HttpRequest, listing: Listing, template: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a list or, with `?format=xlsx`, the same rows as an Excel file."""
    title = str((context or {}).get("title", "列表"))
    if request.GET.get("format") != "xlsx":
        return render(request, template, {"listing": listing} | (context or {}))
    rows = listing.all_rows(MOST_EXCEL_ROWS + 1)
    return excel_response(title, listing.columns, rows)


def excel_response(title: str, columns: Sequence[excel.Column], rows: list[Any]) -> HttpResponse:
    """An Excel file to keep; its last line says so when there were more rows than it may hold."""
    note = f"共超过{MOST_EXCEL_ROWS}条，本表只含前{MOST_EXCEL_ROWS}条，请缩小筛选范围后再导出。"
    is_cut = len(rows) > MOST_EXCEL_ROWS
    content = excel.write(title, columns, rows[:MOST_EXCEL_ROWS], note=note if is_cut else "")
    name = f"{title}{clock.today():%Y%m%d}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content, content_type=EXCEL, headers={"Content-Disposition": disposition or ""}
    )


def word_response(title: str, content: bytes) -> HttpResponse:
    """A paper to keep, as a Word file under its title."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{title}.docx")
    return HttpResponse(
        content, content_type=WORD, headers={"Content-Disposition": disposition or ""}
    )


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether database and broker answer: 200 "ok", or 503 and which one does not."""
    failing = health.failing()
    text = "ok" if not failing else "failing: " + ", ".join(failing)
    return HttpResponse(text, status=503 if failing else 200, content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page stood open too long or cookies are off; what was typed is still there to copy."""
    sentence = "页面停留太久或浏览器禁用了Cookie，为安全起见没有提交。请返回上一页刷新后重新提交。"
    return refused_page(request, heading="表单已过期", sentence=sentence, status=403)
