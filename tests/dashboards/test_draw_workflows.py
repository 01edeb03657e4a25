"""The diagrams are drawn from the tables of steps, and are fresh."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from dashboards.management.commands import draw_workflows


def test_every_flowing_model_is_drawn_with_its_steps_and_people():
    text = draw_workflows.drawn()

    assert "## 交办件（`petitions.Assignment`）" in text
    assert "    dispatched --> acknowledged: 签收" in text
    assert "| 接单 | 已受理 | 已接单 | 委员 |" in text
    assert "    [*] --> registered" in text


def test_a_stale_document_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)

    with pytest.raises(CommandError, match="不是最新的"):
        call_command("draw_workflows", "--check")
    call_command("draw_workflows", stdout=StringIO())
    call_command("draw_workflows", "--check")

    assert (tmp_path / "docs" / "workflows.md").read_text("utf-8") == draw_workflows.drawn()
