"""The ways the portal says no. Each carries one sentence that a clerk can act upon.

`core.middleware.RefusalMiddleware` turns any of them into a page; nobody else catches them.
"""

from typing import ClassVar


class Refusal(Exception):
    """A deed that was not done: an answer, not an error, and the sentence that says why."""

    http_status: ClassVar[int] = 409
    heading: ClassVar[str] = "这一步现在不能办理"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence
