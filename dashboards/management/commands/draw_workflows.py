"""`manage.py draw_workflows`: the tables of steps as diagrams, in docs/workflows.md."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

HEAD = """# 流程图

由 `python manage.py draw_workflows` 依各应用的 `workflow.py` 生成，请勿手改；
`make check` 核对是否最新。
箭头上是步骤，图下的表写明由谁办理；实心点是起点和终点。
各县的叫法可以不同（见 `profiles/`），状态和步骤只有这些。
"""


class Command(BaseCommand):
    """Draws every model that moves through states; `--check` only says whether it is fresh."""

    help = "依步骤表生成 docs/workflows.md；加 --check 只核对是否最新。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对，不改写")

    def handle(self, *args, check, **options):
        path = Path(settings.BASE_DIR) / "docs" / "workflows.md"
        text = drawn()
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"已写入 {path.relative_to(settings.BASE_DIR)}。")
        elif not path.exists() or path.read_text("utf-8") != text:
            raise CommandError(
                "docs/workflows.md 不是最新的，请运行 python manage.py draw_workflows。"
            )


def drawn() -> str:
    """The whole document."""
    models = [model for model in apps.get_models() if getattr(model, "workflow", None)]
    models.sort(key=lambda model: (_rung(model), model._meta.model_name))
    return "\n".join([HEAD, *(_diagram(model) for model in models)])


def _rung(model) -> int:
    """Lower apps first, as a matter rises through them."""
    order = [config.label for config in apps.get_app_configs()]
    return -order.index(model._meta.app_label)


def _diagram(model) -> str:
    table = model.workflow
    names = {state.value: state.label for state in table.states}
    start = model._meta.get_field("status").get_default()
    lines = [f"## {model._meta.verbose_name}（`{model._meta.label}`）", "", "```mermaid"]
    lines += ["stateDiagram-v2"]
    lines += [f"    {value}: {label}" for value, label in names.items()]
    lines += [f"    [*] --> {start}"]
    order = list(names)
    for source, step, target in sorted(table.edges(), key=lambda edge: order.index(edge[0])):
        if step.target is not None:
            lines.append(f"    {source} --> {target}: {step.label}")
    lines += [f"    {state} --> [*]" for state in names if table.is_final(state)]
    return "\n".join([*lines, "```", "", *_table(table, names), ""])


def _table(table, names) -> list[str]:
    """The same in words, with those who take each step."""
    lines = ["| 步骤 | 从 | 到 | 由谁 |", "| --- | --- | --- | --- |"]
    for step in table.steps.values():
        sources = "、".join(label for value, label in names.items() if value in step.sources)
        sources = "任何状态" if len(step.sources) == len(names) else sources
        target = names[step.target] if step.target else "不变"
        lines.append(f"| {step.label} | {sources} | {target} | {step.who} |")
    return lines
