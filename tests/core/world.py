"""A tiny office that only these tests know: one kind of matter, its steps, its pages."""

import rules
from django import forms
from django.apps.registry import Apps
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from core import clock, once
from core.access import NotYours
from core.forms import PortalForm, UploadField
from core.lists import Column, Listing
from core.models import NumberPattern
from core.ratelimit import RateLimited
from core.views import listing_response, step
from core.workflow import Workflow


class S(models.TextChoices):
    DRAFT = "draft", "草稿"
    SENT = "sent", "已提交"
    DONE = "done", "已办结"


class Matter(models.Model):
    """A matter (事项) with two steps and a remark."""

    workflow = Workflow(
        states=S,
        submit=("提交", {S.DRAFT}, S.SENT, "作者"),
        conclude=("办结", {S.SENT}, S.DONE, "提案委"),
        remark=("批注", {S.DRAFT, S.SENT}, None, "编辑"),
        expire=("过期", {S.SENT}, S.DONE, "系统"),
    )
    hidden_steps = {"expire"}

    title = models.CharField("标题", max_length=40)
    body = models.TextField("正文", blank=True)
    status = models.CharField(max_length=10, choices=S.choices, default=S.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField("期限", null=True)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.CharField(max_length=20, blank=True)
    scope = "qingxi"

    class Meta:
        # A registry of its own, so that the house tests do not take it for one of our models.
        apps = Apps()
        app_label = "core"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/matters/{self.pk}/"


@rules.predicate
def is_author(user, matter):
    return matter is not None and matter.edited_by == user.username


for verb, who in {"submit": is_author, "conclude": ~is_author, "expire": is_author}.items():
    rules.add_perm(f"core.{verb}_matter", who)


class RemarkForm(PortalForm, forms.Form):
    remark = forms.CharField(label="审核意见", max_length=10, widget=forms.Textarea)


class PatternForm(PortalForm, forms.ModelForm):
    creates = True
    more = ("template",)

    class Meta:
        model = NumberPattern
        fields = ["scope", "code", "template"]


class FileForm(PortalForm, forms.Form):
    creates = True
    file = UploadField(label="附件", groups=("image",))


def matter_step(request, pk, verb):
    """One verb of a matter; `?taken` lets the action find something wrong."""
    matter = Matter.objects.get(pk=pk)

    def action(data):
        if "taken" in request.GET:
            raise forms.ValidationError("这一期已经截止。")
        Matter.objects.filter(pk=pk).update(
            status=matter.workflow.target(verb, matter.status), body=data.get("remark", "")
        )

    form = RemarkForm if verb == "conclude" else None
    return step(request, matter, verb, form_class=form, action=action, done="已办理。")


def matter_list(request):
    listing = Listing(
        request.GET,
        tabs={
            "all": ("全部", Matter.objects.all()),
            "sent": ("已提交", Matter.objects.filter(status=S.SENT)),
        },
        default="all",
        search=("title__contains",),
        columns=[Column("标题", "title", url=Matter.get_absolute_url), Column("期限", "due_on")],
        per_page=3,
    )
    return listing_response(request, listing, "core/list.html", {"title": "事项"})


@login_not_required
def new_pattern(request):
    """Makes a row; then `?fail=…` goes wrong in one of several ways."""
    form = PatternForm(request.POST or None)
    if not form.is_valid():
        return render(request, "core/step.html", {"form": form, "obj": "编号", "step": None})
    form.save()
    messages.success(request, "已保存。")
    match request.GET.get("fail"):
        case "refusal":
            raise NotYours("这一步由提案委办理，您不能代办。")
        case "limit":
            raise RateLimited
        case "crash":
            raise RuntimeError
        case "answer":
            return HttpResponse("这里没有转向。")
    return redirect(f"/matters/?code={form.instance.code}")


@login_not_required
def new_file(request):
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        NumberPattern.objects.create(scope="f", code=form.cleaned_data["file"].name, template="{n}")
        assert once.FIELD not in form.cleaned_data
        return redirect("/matters/")
    return render(request, "core/step.html", {"form": form, "obj": "附件", "step": None})


@login_not_required
def public(request):
    return HttpResponse(request.csp_nonce)


def private(request):
    """Makes a row, for whoever has signed in."""
    NumberPattern.objects.create(scope="p", code="p", template="{n}")
    return redirect("/public/")


urlpatterns = [
    path("matters/", matter_list),
    path("matters/<int:pk>/<str:verb>/", matter_step),
    path("patterns/new/", new_pattern),
    path("files/new/", new_file),
    path("public/", public),
    path("private/", private),
    path("", include("core.urls")),
]
