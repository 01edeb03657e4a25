"""One spelling of "may I". *When* a step is possible is in the workflow, *who* may is a predicate.

Each app states its predicates in `permissions.py` with `rules.add_perm("app.verb_model", …)`.
"""

from dataclasses import replace
from typing import Any, ClassVar

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import Model

from core import clock, gates
from core.refusals import Refusal
from core.wording import named, scope_of
from core.workflow import NotAllowedNow, Step, Workflow

# How the name of a step begins in a message.
STEP = "step_"


class NotYours(Refusal, PermissionDenied):
    """The step is somebody else's; the sentence says whose."""

    http_status: ClassVar[int] = 403
    heading: ClassVar[str] = "这一步不由您办理"


def permission_name(verb: str, model: Model | type[Model]) -> str:
    """`petitions.accept_opinionreport`: the same word as the action, the URL and the button."""
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"


def can(user: Any, verb: str, obj: Model | type[Model]) -> bool:
    """The predicate lets this person do it; says nothing about the moment."""
    if not user.is_authenticated:
        return False
    thing = None if isinstance(obj, type) else obj
    return bool(rules.has_perm(permission_name(verb, obj), user, thing))


def may_now(user: Any, verb: str, obj: Any) -> bool:
    """The step is possible from here, this person may take it, and no condition is unmet."""
    if obj.status not in obj.workflow.steps[verb].sources or not can(user, verb, obj):
        return False
    return not gates.missing(obj, verb, user, clock.today())


def require(user: Any, verb: str, obj: Model | type[Model]) -> None:
    """Refuse unless the predicate lets `user`; the sentence names who may."""
    if can(user, verb, obj):
        return
    workflow: Workflow | None = getattr(obj, "workflow", None)
    step = workflow.steps.get(verb) if workflow else None
    if step is None:
        raise NotYours("您没有办理这件事的权限。如确需办理，请联系本级政协机关管理员。")
    said = worded(step, obj)
    raise NotYours(f"“{said.label}”由{said.who}办理，您不能代办。")


def worded(step: Step, obj: Any, *, scope: str | None = None) -> Step:
    """The step under the name this county gives to it (接单 or 买单), and whose it is here."""
    scope = scope_of(obj) if scope is None else scope
    code = f"verb.{permission_name(step.verb, obj)}"
    who = obj.who_takes(step) if hasattr(obj, "who_takes") else step.who
    return replace(step, label=named(obj, code, step.label, scope), who=who)


def step_words(obj: Any) -> dict[str, str]:
    """What each step of a matter is called, for messages: `{{ step_claim }}` is 接单 or 买单."""
    table: Workflow | None = getattr(obj, "workflow", None)
    steps = table.steps.values() if table else ()
    return {f"{STEP}{step.verb}": worded(step, obj).label for step in steps}


def state_text(obj: Any, status: str | None = None, scope: str | None = None) -> str:
    """The county's word for a state of a matter, or the one of the office."""
    status = obj.status if status is None else status
    code = f"status.{obj._meta.label_lower}.{status}"
    table: Workflow | None = getattr(obj, "workflow", None)
    ours = table.state_label(status) if table else obj.get_status_display()
    return named(obj, code, ours, scope)


def target_of(obj: Any, verb: str) -> str:
    """The state to which a verb leads from where the matter stands; refuses in its own words."""
    step = obj.workflow.steps[verb]
    if obj.status not in step.sources:
        raise NotAllowedNow(
            obj.workflow.why_not(worded(step, obj), obj.status, lambda s: state_text(obj, s))
        )
    return str(obj.workflow.target(verb, obj.status))


def steps_for(obj: Any, user: Any) -> list[Step]:
    """The steps this person may take now: the buttons of a page. What is shown works.

    Costs no query but what the predicates ask. Verbs in the model's `hidden_steps` are taken by
    the portal itself and never shown.
    """
    hidden, today = getattr(obj, "hidden_steps", ()), clock.today()
    steps = [
        step
        for step in obj.workflow.possible(obj.status)
        if step.verb not in hidden
        and can(user, step.verb, obj)
        and not gates.missing(obj, step.verb, user, today)
    ]
    if not steps:
        return []
    scope = scope_of(obj, user)
    return [worded(step, obj, scope=scope) for step in steps]
