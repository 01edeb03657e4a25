"""How the seats of some turns are shared out evenly (均衡排班); knows nothing of rules."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Step = tuple[int, int, int]  # in which turn, who gives, who takes
State = tuple[int, int | None]  # who has taken a seat, and which turn they must leave for it


class Seating:
    """Who sits in which turn, who could, and how often each has sat in the end."""

    def __init__(
        self,
        turns: Sequence[Any],
        candidates: list[list[int]],
        load: Mapping[int, int],
        last_sat: Mapping[int, date],
    ) -> None:
        self.turns, self._candidates = turns, candidates
        people = dict.fromkeys(key for row in candidates for key in row)
        self.order = {key: n for n, key in enumerate(people)}
        self.load = {key: load.get(key, 0) for key in people}
        self._last_sat = dict(last_sat)
        self._sits_on: dict[int, set[date]] = {key: set() for key in people}
        latest = max(last_sat.values(), default=None)
        self._before = {key for key, day in last_sat.items() if day == latest}

    def free(self, n: int) -> list[int]:
        """Those who could still sit in the n-th turn."""
        day = self.turns[n].on
        return [key for key in self._candidates[n] if day not in self._sits_on[key]]

    def keep_to(self, n: int, members: Iterable[int]) -> None:
        """Only these may sit in it, and in their order."""
        able = set(self._candidates[n])
        self._candidates[n] = [key for key in members if key in able]

    def fill(self, n: int) -> None:
        """Those who have sat least, of them who sat longest ago; who sat just before comes last."""
        turn, just_sat = self.turns[n], self._beside(n)
        ranked = sorted(
            self.free(n),
            key=lambda key: (
                key in just_sat,
                self.load[key],
                self._last_sat.get(key, date.min),
                self.order[key],
            ),
        )
        for key in ranked[: turn.seats or None]:
            self._sit(key, n)

    def could_take(self, n: int) -> list[State]:
        """Who could take over a seat of this turn, and which turn they would have to leave for it
        so as not to sit twice that day or in a row."""
        crowd, turn = self._candidates[n], self.turns[n]
        # With so few people somebody sits twice in a row whatever one does.
        near = {n - 1, n + 1} if len(crowd) >= 2 * turn.seats else set()
        barred = {*turn.members, *(self._before if n == 0 and near else ())}
        found: list[State] = []
        for key in crowd:
            if key in barred:
                continue
            hinders = [
                m
                for m, other in enumerate(self.turns)
                if key in other.members and (m in near or other.on == turn.on)
            ]
            if len(hinders) < 2:
                found.append((key, hinders[0] if hinders else None))
        return found

    def hand_over(self, n: int, giver: int, taker: int) -> None:
        """One takes the other's seat."""
        turn = self.turns[n]
        turn.members.remove(giver)
        self._sits_on[giver].discard(turn.on)
        self.load[giver] -= 1
        self._sit(taker, n)
        turn.members.sort(key=self.order.__getitem__)

    def _sit(self, key: int, n: int) -> None:
        turn = self.turns[n]
        turn.members.append(key)
        self._sits_on[key].add(turn.on)
        self.load[key] += 1
        self._last_sat[key] = max(turn.on, self._last_sat.get(key, turn.on))

    def _beside(self, n: int) -> set[int]:
        """Who sits in the turn before this one or in the one after it."""
        before = set(self.turns[n - 1].members) if n else self._before
        after = self.turns[n + 1].members if n + 1 < len(self.turns) else ()
        return before.union(after)


def level(seating: Seating) -> None:
    """Hand seats on, over several people if need be, while somebody sits two times more often
    than somebody else who could have sat instead. Ends, for every round makes it more even."""
    while chain := _uneven(seating):
        for n, giver, taker in chain:
            seating.hand_over(n, giver, taker)


def _uneven(seating: Seating) -> list[Step]:
    """Who hands which seat to whom, from one who sits often to one who sits two times less."""
    load = seating.load
    if not load or max(load.values()) - min(load.values()) < 2:
        return []
    takers = [seating.could_take(n) for n in range(len(seating.turns))]
    often = [key for key in load if load[key] >= min(load.values()) + 2]
    for giver in sorted(often, key=lambda key: (-load[key], seating.order[key])):
        if chain := _chain(seating, giver, takers):
            return chain
    return []


def _chain(seating: Seating, start: int, takers: list[list[State]]) -> list[Step]:
    """The shortest chain of hand-overs that starts with `start`; each person stands in it once.
    Whoever receives hands on before, so the steps come from the last to the first."""
    came: dict[State, list[Step]] = {(start, None): []}
    queue: deque[State] = deque(came)
    while queue:
        giver = queue.popleft()
        steps = came[giver]
        met = {start, *(taker for _, _, taker in steps)}
        for n, turn in enumerate(seating.turns):
            if giver[0] not in turn.members or giver[1] not in (None, n):
                continue
            for taker in takers[n]:
                if taker in came or (taker[0], None) in came or taker[0] in met:
                    continue
                came[taker] = [(n, giver[0], taker[0]), *steps]
                if taker[1] is None and seating.load[start] - seating.load[taker[0]] >= 2:
                    return came[taker]
                queue.append(taker)
    return []
