"""What the pages of all our nouns show in the same way."""

from typing import NamedTuple

from django.core.exceptions import ValidationError

from consultations import lineage
from core.access import may_now, steps_for
from core.days import deadline
from core.workflow import Step


def turn_box(matter, user, today) -> dict:
    """The box 现在轮到谁, in the words of `_turn.html`."""
    turn = lineage.turn_of(matter, today)
    if turn is None:
        return {"closed": matter.get_status_display()}
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
