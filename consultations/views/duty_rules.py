"""By which rules a studio's members take their turns, and in which groups (排班规则、值班组)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from audit import trail
from consultations.actions import duty_rules
from consultations.actions.months import people_of
from consultations.enums import Cadence
from consultations.forms.duty_rules import GroupForm, NewGroupForm, NewRuleForm, RuleForm
from consultations.models import DutyGroup, DutyRule
from consultations.permissions import runs_studio
from consultations.views.page import made
from consultations.views.rosters import is_keeper
from core import clock
from core.access import require
from core.forms import ConfirmForm
from studios.models import Studio

VERBS = ("keep_rule", "end_rule", "keep_group", "end_group", "plan_year")


def duty_rules_of(request, code):
    """The rules and groups of one studio, for its staff and the office."""
    studio = _studio_of(request, code)
    rules = DutyRule.objects.filter(studio=studio)
    page = {
        "studio": studio,
        "rules": [rule for rule in rules if rule.is_active],
        "ended": [rule for rule in rules if not rule.is_active],
        "groups": DutyGroup.objects.filter(studio=studio).prefetch_related("members"),
        "cadences": Cadence.choices,
        "may_keep": runs_studio(request.user, studio),
        "month": clock.today().replace(day=1),
        "history": trail.history_of(studio).filter(verb__in=VERBS)[:20],
    }
    return render(request, "consultations/duty_rules.html", page)


def duty_rule_new(request, code):
    """Set up a rule (添加排班规则)."""
    studio = _studio_of(request, code)
    require(request.user, "keep", DutyRule(studio=studio))
    asked = request.GET.get("cadence", "")
    cadence = asked if asked in Cadence.values else Cadence.WEEKLY
    form = NewRuleForm(request.POST if request.method == "POST" else None, cadence=cadence)
    kept = _kept(
        request, studio, form,
        lambda data: duty_rules.keep_rule(studio, by=request.user, **data),
    )  # fmt: skip
    return kept or _page(request, studio, form, f"添加排班规则：{Cadence(cadence).label}")


def duty_rule_edit(request, pk):
    """Change a rule (修改排班规则)."""
    rule = _rule_of(request, pk)
    studio, cadence = rule.studio, rule.cadence
    form = RuleForm(
        request.POST if request.method == "POST" else None,
        cadence=cadence,
        initial=RuleForm.facts_of(rule),
    )
    kept = _kept(
        request, studio, form,
        lambda data: duty_rules.keep_rule(studio, by=request.user, rule=rule, **data),
    )  # fmt: skip
    return kept or _page(request, studio, form, "修改排班规则")


def duty_rule_end(request, pk):
    """A rule is used no more (停用排班规则)."""
    rule = _rule_of(request, pk)
    form = _yes(request, "停用")
    kept = _kept(
        request, rule.studio, form, lambda data: _done(duty_rules.end_rule(rule, by=request.user))
    )
    said = f"停用“{rule.summary}”？以后不再按它排班，已经排出的班次不变。"
    return kept or _page(request, rule.studio, form, "停用排班规则", said)


def duty_group_new(request, code):
    """Name a group (添加值班组)."""
    studio = _studio_of(request, code)
    require(request.user, "keep", DutyGroup(studio=studio))
    form = NewGroupForm(request.POST if request.method == "POST" else None, members=_people(studio))
    kept = _kept(
        request, studio, form,
        lambda data: duty_rules.keep_group(studio, by=request.user, **data),
    )  # fmt: skip
    return kept or _page(request, studio, form, "添加值班组")


def duty_group_edit(request, pk):
    """Who is in a group (修改值班组)."""
    group = _group_of(request, pk)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        members=_people(group.studio),
        initial={"name": group.name, "members": [one.pk for one in group.members.all()]},
    )
    kept = _kept(
        request, group.studio, form,
        lambda data: duty_rules.keep_group(group.studio, by=request.user, group=group, **data),
    )  # fmt: skip
    return kept or _page(request, group.studio, form, "修改值班组")


def duty_group_end(request, pk):
    """A group takes no more turns (撤销值班组)."""
    group = _group_of(request, pk)
    form = _yes(request, "撤销")
    kept = _kept(
        request, group.studio, form,
        lambda data: _done(duty_rules.end_group(group, by=request.user)),
    )  # fmt: skip
    said = f"撤销“{group}”？以后不再轮到这一组，已经排出的班次不变。"
    return kept or _page(request, group.studio, form, "撤销值班组", said)


def _studio_of(request, code) -> Studio:
    studios = Studio.objects.visible_to(request.user).select_related("committee")
    studio = get_object_or_404(studios, code=code)
    if not is_keeper(request.user, studio):
        raise Http404
    return studio


def _rule_of(request, pk) -> DutyRule:
    return _own(request, DutyRule.objects.visible_to(request.user).filter(is_active=True), pk)


def _group_of(request, pk) -> DutyGroup:
    return _own(request, DutyGroup.objects.visible_to(request.user), pk)


def _own(request, rows, pk):
    """The rule or group that this reader may see; only the studio's staff keep it."""
    found = get_object_or_404(rows.select_related("studio__committee"), pk=pk)
    require(request.user, "keep", found)
    return found


def _people(studio):
    return people_of(studio, clock.today().replace(day=1)).active()


def _yes(request, label):
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    form.submit_label = label
    return form


def _done(_) -> bool:
    return True


def _kept(request, studio, form, action):
    """Back to the rules, if the form was good."""
    request.portal_form = form
    if made(form, action):
        messages.success(request, "已保存。以后排班按新的规则，已排的月份不变。")
        return redirect("consultations:duty_rules", studio.code)
    return None


def _page(request, studio, form, heading, said=""):
    form.cancel_url = f"/duty/{studio.code}/rules/"
    page = {"studio": studio, "form": form, "heading": heading, "said": said}
    return render(request, "consultations/duty_rule.html", page)
