"""The designer of mechanisms (机制设计): see one as a diagram, mend it, try other limits."""

from collections import Counter
from datetime import timedelta

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from audit import trail
from consultations.actions import designing, mechanisms
from consultations.enums import ENDED, SETTLED, GateKind, LimitCode, Source
from consultations.forms.mechanisms import (
    DropForm,
    GateForm,
    LimitsForm,
    NameForm,
    SimulateForm,
    StepForm,
    facts_of_gate,
)
from consultations.lineage import simulation
from consultations.models import Issue, Mechanism, StageLimit, Topic
from consultations.models.practice import Practice, practice
from consultations.models.vocabulary import limit
from consultations.views.page import made
from core import clock
from core.access import can, require
from core.workdays import Limit

YEAR = timedelta(days=365)


def mechanism_list(request):
    """The county's mechanisms, each with its steps in a line (机制)."""
    mine = list(Mechanism.objects.visible_to(request.user).order_by("code", "-version"))
    current = sorted((one for one in mine if one.is_current), key=lambda one: not one.is_default)
    own = Mechanism(committee_id=request.user.committee_id)
    page = {
        "rows": [(one, practice(one.pk), _source_words(practice(one.pk))) for one in current],
        "old": _running([one for one in mine if not one.is_current]),
        "limits": StageLimit.objects.filter(committee=request.user.committee_id),
        "may_keep": can(request.user, "keep", own),
    }
    return render(request, "consultations/mechanism_list.html", page)


def mechanism(request, pk):
    """One mechanism as a diagram: steps, who decides, limits, conditions, versions."""
    found = _mechanism_of(request, pk)
    rules = practice(found.pk)
    versions = Mechanism.objects.visible_to(request.user).filter(code=found.code)
    page = {
        "mechanism": found,
        "rules": rules,
        "sources": _source_words(rules),
        "may_keep": found.is_current and can(request.user, "keep", found),
        "versions": _running(versions.order_by("-version")),
        "history": trail.history_of(found),
    }
    return render(request, "consultations/mechanism.html", page)


def rename_mechanism(request, pk):
    """Call it something else (改名)."""
    found = _to_edit(request, pk)
    initial = {"name": found.name, "version": designing.mark_of(found)}
    form = NameForm(_sent(request), initial=initial)
    return _edited(request, found, form, "改名", designing.rename)


def edit_step(request, pk, place):
    """Change one step (修改步骤)."""
    found = _to_edit(request, pk)
    step = _at(mechanisms.stated(found)["steps"], place - 1)
    initial = step | {"version": designing.mark_of(found)}
    form = StepForm(_sent(request), stages=step["stages"], initial=initial)
    title = f"修改步骤：{step['label']}"
    return _edited(request, found, form, title, designing.edit_step, place - 1)


def put_gate(request, pk, place, number=None):
    """Set a condition, or change one (前置条件)."""
    found = _to_edit(request, pk)
    step = _at(mechanisms.stated(found)["steps"], place - 1)
    gate = facts_of_gate(_at(step["gates"], number - 1)) if number else {}
    kind = gate.get("kind") or request.GET.get("kind")
    if kind not in GateKind.values:
        page = {"mechanism": found, "step": step, "kinds": GateKind.choices}
        return render(request, "consultations/mechanism_gates.html", page)
    seen = {"version": designing.mark_of(found)}
    form = GateForm(_sent(request), kind=kind, initial=gate | seen)
    title = f"{step['label']}：{GateKind(kind).label}"
    index = number - 1 if number else None
    return _edited(request, found, form, title, designing.put_gate, place - 1, index)


def drop_gate(request, pk, place, number):
    """Take a condition away (取消前置条件)."""
    found = _to_edit(request, pk)
    step = _at(mechanisms.stated(found)["steps"], place - 1)
    _at(step["gates"], number - 1)
    form = DropForm(_sent(request), initial={"version": designing.mark_of(found)})
    title = f"{step['label']}：取消前置条件"
    return _edited(request, found, form, title, designing.drop_gate, place - 1, number - 1)


def stage_limits(request):
    """How long each step may take in the whole county (环节时限)."""
    require(request.user, "keep", Mechanism(committee=request.user.committee))
    rows = list(StageLimit.objects.filter(committee=request.user.committee))
    form = LimitsForm(_sent(request), limits=rows)
    form.cancel_url = reverse("consultations:mechanism_list")
    request.portal_form = form
    if form.is_valid():
        changed = designing.set_limits(rows, by=request.user, days=form.cleaned_data)
        said = f"已保存{changed}项，今后的事项照此计算。" if changed else "没有变化。"
        messages.success(request, said)
        return redirect("consultations:mechanism_list")
    return render(request, "consultations/stage_limits.html", {"form": form})


def simulate_mechanism(request, pk):
    """What last year would have looked like under other limits (期限推演)."""
    found = _mechanism_of(request, pk)
    require(request.user, "keep", found)
    today, rules = clock.today(), practice(found.pk)
    limits = {code: _limit_now(found, rules, code) for code in simulation.SIMULATED}
    form = SimulateForm(request.GET or None, limits=limits)
    after = dict(limits)
    if form.is_bound and form.is_valid():
        after = {code: _other(limits[code], form.cleaned_data[code]) for code in limits}
    waits = simulation.waits_of(found, today - YEAR, today)
    page = {
        "mechanism": found,
        "form": form,
        "rows": simulation.outlook(waits, limits, after, today),
        "limits": after,
        "since": today - YEAR,
        "is_tried": form.is_bound and form.is_valid(),
    }
    return render(request, "consultations/mechanism_simulate.html", page)


def _edited(request, found, form, title, action, *where):
    """The page of one edit; what cannot be worked by is said beside its field."""
    request.portal_form = form
    form.cancel_url = found.get_absolute_url()
    today = clock.today()

    def edit(data):
        seen = data.pop("version") or 0
        return action(found, *where, by=request.user, seen=seen, on=today, **data)

    fresh = made(form, edit)
    if fresh:
        said = f"已保存为第{fresh.version}版，今后的事项照此办理。"
        messages.success(request, said if fresh.pk != found.pk else "已保存。")
        return redirect(fresh)
    page = {"mechanism": found, "form": form, "title": title}
    return render(request, "consultations/mechanism_edit.html", page)


def _mechanism_of(request, pk):
    return get_object_or_404(
        Mechanism.objects.visible_to(request.user).select_related("committee"), pk=pk
    )


def _to_edit(request, pk):
    found = _mechanism_of(request, pk)
    require(request.user, "keep", found)
    return found


def _sent(request):
    return request.POST if request.method == "POST" else None


def _at(rows, index):
    if not 0 <= index < len(rows):
        raise Http404
    return rows[index]


def _running(versions):
    """Versions with how many matters still run under each."""
    counts: Counter[int] = Counter()
    keys = [one.pk for one in versions]
    for model, ended in ((Issue, ENDED), (Topic, SETTLED)) if keys else ():
        rows = model.objects.filter(mechanism__in=keys).exclude(status__in=ended).order_by()
        counts.update(dict(rows.values_list("mechanism").annotate(n=Count("pk"))))
    return [(one, counts[one.pk]) for one in versions]


def _source_words(rules: Practice) -> list[str]:
    return [source.label for source in Source if source in rules.sources]


def _limit_now(found, rules, code) -> Limit | None:
    return rules.limit_for(code) or limit(found.committee, LimitCode(code))


def _other(now: Limit | None, days: int | None) -> Limit | None:
    if days is None:
        return now
    return Limit(days, now.kind) if now else Limit(days)
