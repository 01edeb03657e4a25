"""The group robot gets each thing once, in the form it knows, and may say no."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from notices import sender
from notices.enums import Channel, State
from notices.models import Delivery
from tests.builders.people import make_user
from tests.notices.letters import tell

pytestmark = pytest.mark.django_db


class Robot(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers what it was told to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.headers["Idempotency-Key"], json.loads(body)))
        status, answer = self.server.answer
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Say nothing to the terminal."""


@pytest.fixture
def robot(settings):
    server = HTTPServer(("127.0.0.1", 0), Robot)
    server.heard, server.answer = [], (200, b'{"errcode": 0}')
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.NOTICE_WEBHOOK_URL = f"http://127.0.0.1:{server.server_port}/send?key=secret"
    settings.NOTICE_WEBHOOK_KIND = "wecom"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def send_to_robot() -> Delivery:
    tell(make_user(email=""), make_user(email=""), url="/desk/")
    sender.deliver_due()
    return Delivery.objects.get(channel=Channel.WEBHOOK)


def test_the_group_reads_what_is_due_and_where(robot):
    delivery = send_to_robot()

    [(key, form)] = robot.heard
    assert key == delivery.message_id.strip("<>")
    assert form == {
        "msgtype": "text",
        "text": {
            "content": "“龙泉路修补”请于3月2日前办理\n已逾期 2 天，请尽快答复。\n"
            "http://portal.test/desk/"
        },
    }
    assert delivery.state == State.SENT


def test_another_system_gets_plain_fields(robot, settings):
    settings.NOTICE_WEBHOOK_KIND = "plain"

    delivery = send_to_robot()

    [(key, form)] = robot.heard
    assert form["id"] == key == delivery.message_id.strip("<>")
    assert (form["title"][:6], form["url"]) == ("“龙泉路修补", "http://portal.test/desk/")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, b'{"errcode": 45009, "errmsg": "too often"}'), "45009 too often"),
        ((500, b"broken"), "群机器人未接收"),
    ],
)
def test_a_refusal_is_a_failure_even_when_it_looks_like_success(robot, answer, reason):
    robot.answer = answer

    delivery = send_to_robot()

    assert delivery.state == State.FAILED
    assert reason in delivery.last_error
    assert "secret" not in delivery.last_error


@pytest.mark.parametrize("answer", [b"ok", b"[]", b""])
def test_an_answer_in_another_form_is_taken_for_yes(robot, answer):
    robot.answer = (200, answer)

    assert send_to_robot().state == State.SENT


def test_only_web_addresses_are_called(settings):
    settings.NOTICE_WEBHOOK_URL = "file:///etc/passwd"

    assert "http" in send_to_robot().last_error
