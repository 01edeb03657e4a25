"""A list that waits to be confirmed, and members who have no account yet."""

from studios.actions import rolls
from tests.builders.rolls import csv
from tests.builders.studios import make_member


def bring_rolls(place) -> None:
    """The office has brought two people, of whom one is known already."""
    known = make_member(f"{place.code}生", committee=place.county, has_account=False)
    rows = [[known.name, known.post], ["何小梅", "县文化馆馆长"], [known.name, "县农技站站长"]]
    place.roll = rolls.read(csv(rows, ["姓名", "单位及职务"]), by=place.by.office, name="名单.csv")


def more_rolls(place) -> None:
    """Another list, and another newcomer."""
    bring_rolls(place)
