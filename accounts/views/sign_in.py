"""Signing in and out, and passwords (登录与密码)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions
from accounts.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from accounts.models import Committee, User
from core import ratelimit

LOCKED = "连续输错次数过多，已暂停登录十五分钟。请稍后再试，或联系政协机关管理员重置密码。"
# The person has shown the right one-time password and may now set their own, nothing else.
PENDING = "sets_first_password"
PENDING_SECONDS = 600


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Sign in (登录); five wrong passwords close the pair of account and address for a while."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        ratelimit.check("sign_in", request.META.get("REMOTE_ADDR", ""))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        person = form.get_user()
        if not person.must_change_password:
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[PENDING] = person.pk
        self.request.session["next"] = self.get_redirect_url()
        self.request.session.set_expiry(PENDING_SECONDS)
        return redirect("accounts:first_password")

    def form_invalid(self, form):
        if not getattr(self.request, "axes_locked_out", False):
            return self.render_to_response(self.get_context_data(form=form))
        # Ours instead of the bare page of axes; the same for accounts that do not exist.
        self.request.axes_locked_out = False
        form.errors.pop("__all__", None)
        form.add_error(None, LOCKED)
        return self.render_to_response(self.get_context_data(form=form), status=429)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"site_name": "", "committee": only_committee()}


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view(next_page="/")


def only_committee():
    """The county whose name stands on pages for strangers; None when there are several."""
    found = Committee.objects.order_by("pk")[:2]
    return found[0] if len(found) == 1 else None


@login_not_required
@never_cache
@sensitive_post_parameters()
def first_password(request):
    """Who came with a one-time password sets their own before anything else (首次登录)."""
    person = User.objects.filter(
        pk=request.session.get(PENDING), is_active=True, must_change_password=True
    ).first()
    if person is None:
        return redirect("accounts:login")
    form = NewPasswordForm(request.POST or None, person=person)
    if form.is_valid():
        actions.change_password(person, password=form.cleaned_data["new1"], by=person)
        place = _safe_place(request, request.session.pop("next", ""))
        request.session.flush()
        login(request, person, backend="accounts.backends.PortalBackend")
        messages.success(request, "新密码已生效，下次请用新密码登录。")
        return redirect(place)
    context = {"form": form, "is_first": True, "committee": person.committee}
    return render(request, "accounts/password.html", context)


def _safe_place(request, wanted):
    is_safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if wanted and is_safe else settings.LOGIN_REDIRECT_URL


@never_cache
@sensitive_post_parameters()
def password(request):
    """Change one's password; other sessions end, this one goes on (修改密码)."""
    form = ChangePasswordForm(request.POST or None, person=request.user)
    form.cancel_url = reverse("accounts:login")
    if form.is_valid():
        actions.change_password(request.user, password=form.cleaned_data["new1"], by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, "密码已修改，其他设备上的登录已失效。")
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/password.html", {"form": form})
