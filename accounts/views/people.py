"""The administrator's pages about people and their offices (人员与授权)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import actions, scopes
from accounts.forms import EndGrantForm, GrantForm, PersonForm
from accounts.models import Grant, User
from audit import trail
from core import clock, crypto
from core.access import can, require
from core.lists import Column, Listing
from core.views import listing_response

COLUMNS = [
    Column("姓名", "name"),
    Column("账号", "username"),
    Column("职务", "post", width=30),
    Column("角色", lambda person: "、".join(person.roles), width=40),
    Column("状态", lambda person: "在用" if person.is_active else "停用"),
]
# A one-time password waits, encrypted, for the page that shows it once.
SHOWN_ONCE = "one_time_password"


def person_list(request):
    """Who may sign in, and as what (人员)."""
    require(request.user, "view", User)
    people = User.objects.visible_to(request.user).select_related("member")
    people = people.prefetch_related("grants")
    listing = Listing(
        request.GET,
        tabs={
            "active": ("在用", people.filter(is_active=True)),
            "disabled": ("停用", people.filter(is_active=False)),
        },
        default="active",
        search=("name__icontains", "username__icontains", "post__icontains"),
        order=("name", "id"),
        columns=COLUMNS,
    )
    context = {"title": "人员", "may_add": can(request.user, "add", User)}
    return listing_response(request, listing, "accounts/person_list.html", context)


def person(request, pk):
    """One account: its offices and what was done to it."""
    require(request.user, "view", User)
    shown = _find(request, pk)
    waiting = request.session.get(SHOWN_ONCE, {})
    password = waiting.pop(str(pk), "")
    if password:
        request.session[SHOWN_ONCE] = waiting
    today = clock.today()
    grants = scopes.name_all(shown.grants.select_related("unit").order_by("-starts_on", "-id"))
    for grant in grants:
        grant.is_over = grant.ends_on is not None and grant.ends_on < today
    context = {
        "person": shown,
        "grants": grants,
        "password": crypto.decrypt(password) if password else "",
        "history": trail.history_of(shown)[:30],
        "may_keep": can(request.user, "disable", shown),
    }
    return render(request, "accounts/person.html", context)


def add_person(request):
    """Open an account (新增人员)."""
    require(request.user, "add", User)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        added, password = actions.add(request.user.committee, by=request.user, **form.cleaned_data)
        _show_once(request, added, password)
        messages.success(request, f"已新增{added}。请接着授予角色。")
        return redirect("accounts:person", added.pk)
    return _form_page(request, form, "新增人员")


@require_POST
def disable_person(request, pk):
    """Close an account (停用)."""
    shown = _find(request, pk)
    actions.disable(shown, by=request.user)
    messages.success(request, f"已停用{shown}的账户，其登录已全部失效。")
    return redirect("accounts:person", pk)


@require_POST
def enable_person(request, pk):
    """Open a closed account again (启用)."""
    shown = _find(request, pk)
    actions.enable(shown, by=request.user)
    messages.success(request, f"已启用{shown}的账户。")
    return redirect("accounts:person", pk)


@require_POST
def reset_person(request, pk):
    """Give a new one-time password (重置密码)."""
    shown = _find(request, pk)
    _show_once(request, shown, actions.reset(shown, by=request.user))
    messages.success(request, f"已重置{shown}的密码，其登录已全部失效。")
    return redirect("accounts:person", pk)


def grant_person(request, pk):
    """Give an office (授权)."""
    shown = _find(request, pk)
    require(request.user, "grant", shown)
    form = GrantForm(
        request.POST or None,
        committee=request.user.committee,
        initial={"starts_on": clock.today()},
    )
    if form.is_valid() and _taken(
        form, lambda: actions.grant(shown, by=request.user, **form.cleaned_data["facts"])
    ):
        messages.success(request, f"已授权{shown}。")
        return redirect("accounts:person", pk)
    return _form_page(request, form, f"授权：{shown}", shown)


def end_grant(request, pk):
    """Say when an office ends (终止授权)."""
    given = get_object_or_404(Grant.objects.filter(user__committee=request.user.committee), pk=pk)
    require(request.user, "end", given.user)
    form = EndGrantForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid() and _taken(
        form, lambda: actions.end(given, by=request.user, on=form.cleaned_data["on"])
    ):
        messages.success(
            request, f"{given.user}的“{given.get_role_display()}”至{given.ends_on}止。"
        )
        return redirect("accounts:person", given.user_id)
    return _form_page(request, form, f"终止授权：{given}", given.user)


def _find(request, pk):
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


def _show_once(request, shown, password):
    waiting = request.session.get(SHOWN_ONCE, {})
    request.session[SHOWN_ONCE] = waiting | {str(shown.pk): crypto.encrypt(password)}


def _taken(form, action):
    try:
        action()
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


def _form_page(request, form, heading, shown=None):
    context = {"form": form, "heading": heading, "person": shown}
    return render(request, "accounts/form.html", context)
