"""What the pages of all our nouns show in the same way."""

from typing import NamedTuple

from django.core.exceptions import ValidationError

from consultations import lineage
from core.access import may_now, steps_for
from core.days import deadline
from core.templatetags.portal import status_text
from core.workflow import Step


def turn_box(matter, user, today, sequels=()) -> dict:
    """The box 现在轮到谁, in the words of `_turn.html`; a unit by its name, if one has it."""
    turn = lineage.turn_of(matter, today)
    if turn is None:
        return {"closed": status_text(matter)}
    awaited = [one for one in sequels if one.due_on]
    if awaited and not turn.verbs:
        first = min(awaited, key=lambda one: one.due_on)
        until = deadline(first.due_on, today, "workday")
        return {"who": first.who, "until": until, "why": turn.why, "mine": False, "verbs": ()}
    steps = matter.workflow.steps
    return {
        "who": turn.who,
        "until": deadline(turn.until, today) if turn.until else "",
        "why": turn.why,
        "mine": any(may_now(user, verb, matter) for verb in turn.verbs if verb in steps),
        "verbs": turn.verbs,
    }


class Buttons(NamedTuple):
    """What a page offers: the steps now expected, and those one rarely needs."""

    main: list[Step]
    rest: list[Step]


def buttons(matter, user, expected=()) -> Buttons:
    """At most two buttons in sight; the rest under 更多."""
    steps = steps_for(matter, user)
    main = [step for step in steps if step.verb in expected][:2]
    return Buttons(main, [step for step in steps if step not in main])


def made(form, action):
    """What the action made of a valid form; what it finds wrong is said on the form."""
    if not form.is_valid():
        return None
    try:
        return action(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
