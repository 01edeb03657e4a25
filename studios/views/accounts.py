"""Accounts for members, many at once (批量开通账号), and the sheet on which they are handed out."""

import json

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from core import clock, crypto
from core.access import require
from core.lists import Listing
from studios.actions import admission
from studios.actions.admission import Slip
from studios.forms.filters import MemberFilter
from studios.forms.rolls import MOST_AT_ONCE, AccountsForm
from studios.models import Member

# The slips wait, encrypted, for the page that shows them once.
SHOWN_ONCE = "account_slips"
PER_PAGE = 100
ON_A_SHEET = 8  # two by four, cut alike on every sheet


@never_cache
def member_accounts(request):
    """Members in office without an account; those who are ticked get one (开通账号)."""
    require(request.user, "add", User)
    waiting = Member.objects.visible_to(request.user).active().filter(user=None)
    listing = _listing(request, waiting)
    form = AccountsForm(_ticked(request, listing), waiting=waiting)
    if form.is_valid():
        return _open(request, list(form.cleaned_data["members"]))
    context = {"form": form, "listing": listing, "most": MOST_AT_ONCE}
    return render(request, "studios/member_accounts.html", context)


def _ticked(request, listing):
    """What was sent; the second button means everybody whom the filters leave."""
    if request.method != "POST" or "everybody" not in request.POST:
        return request.POST if request.method == "POST" else None
    sent = request.POST.copy()
    sent.setlist("members", [member.pk for member in listing.all_rows(MOST_AT_ONCE + 1)])
    return sent


def _listing(request, waiting):
    people = waiting.select_related("sector")
    return Listing(
        request.GET,
        tabs={"members": ("委员", people.cppcc()), "invited": ("特邀", people.invited())},
        default="members",
        filterset=MemberFilter,
        search=("name__icontains", "pinyin__icontains", "post__icontains"),
        order=("pinyin", "id"),
        per_page=PER_PAGE,
    )


def _open(request, chosen):
    by = request.user
    slips = admission.admit(by.committee, chosen, by=by, on=clock.today())
    request.session[SHOWN_ONCE] = crypto.encrypt(json.dumps(slips))
    return redirect("studios:account_slips")


@require_safe
@never_cache
def account_slips(request):
    """The sheet to cut into slips (密码条): shown this once, and kept nowhere."""
    require(request.user, "add", User)
    waiting = request.session.pop(SHOWN_ONCE, "")
    rows = json.loads(crypto.decrypt(waiting)) if waiting else []
    slips = [Slip(*row) for row in rows]
    context = {
        "sheets": [slips[start : start + ON_A_SHEET] for start in range(0, len(slips), ON_A_SHEET)],
        "count": len(slips),
        "site": settings.SITE_URL,
        "committee": request.user.committee,
        "today": clock.today(),
    }
    return render(request, "studios/account_slips.html", context)
