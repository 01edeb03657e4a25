"""What we claim to hold, and what we still aim at: each is a number beside its limit."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

LABELS = {
    "empty": "空视图（锚）",
    "bare_page": "裸页面 25 行（锚）",
    "list_all": "意见列表：全部",
    "list_tab": "意见列表：可接单",
    "list_filter": "意见列表：按工作室筛选",
    "list_deep": "意见列表：正中一页",
    "list_overdue": "交办件列表：逾期",
    "issue": "意见详情",
    "assignment": "交办件详情",
    "desk": "办公室工作台",
    "board": "数据看板",
    "post": "群众提交意见",
    "advance": "签收（状态改变）",
    "climb": "催办：1000 件新到期",
    "climb_nothing": "催办：没有到期",
    "bare_claim": "裸 SQL 认领 1000 件（锚）",
    "preview": "导入预览 1 万人",
    "bare_sheet": "裸 calamine 读同一文件（锚）",
    "year": "全年值班表：60 室 300 人",
    "bare_rows": "裸插入同样的行（锚）",
}
LISTS = ("list_all", "list_tab", "list_filter", "list_deep", "list_overdue")
DETAILS = ("issue", "assignment")
FLAT, HELD = 1.15, 1.25  # what we aim at, and what we hold on a shared machine


@dataclass(frozen=True)
class Table:
    """What was measured, by size and work: milliseconds of processor time in each round, and
    statements. Ratios are taken within a round, whose moments are as noisy as each other."""

    sizes: list[int]
    rounds: dict[tuple[int, str], list[float]]
    queries: dict[tuple[int, str], int]

    def cpu(self, size: int, name: str) -> float:
        """Neighbours on a shared machine only ever add: the quietest round is nearest."""
        return min(self.rounds[size, name])

    def growth(self, name: str) -> float:
        """The largest county beside the smallest."""
        return self._ratio((self.sizes[-1], name), (self.sizes[0], name))

    def beside(self, name: str, anchor: str) -> float:
        """How many times its anchor, at the largest size."""
        return self._ratio((self.sizes[-1], name), (self.sizes[-1], anchor))

    def _ratio(self, one: tuple[int, str], other: tuple[int, str]) -> float:
        pairs = zip(self.rounds[one], self.rounds[other], strict=True)
        return median(above / below for above, below in pairs)

    def at_large(self, name: str) -> float:
        return self.cpu(self.sizes[-1], name)

    def statements(self, name: str) -> float:
        return max(self.queries[size, name] for size in self.sizes)


@dataclass(frozen=True)
class Floor:
    """One line of the verdict. A claimed floor that breaks fails the run; an aim only tells."""

    name: str
    what: str
    limit: float
    of: Callable[[Table], float]
    is_claimed: bool = True

    def verdict(self, table: Table) -> tuple[float, bool]:
        """What was measured, and whether that is good enough."""
        value = self.of(table)
        return value, value <= self.limit


def _grows(name: str, limit: float = HELD, *, claimed: bool = True) -> Floor:
    return Floor(name, "大县 ÷ 小县", limit, lambda t: t.growth(name), claimed)


def _costs(name: str, anchor: str, limit: float, *, claimed: bool = True) -> Floor:
    what = f"÷ {LABELS[anchor].removesuffix('（锚）')}"
    return Floor(name, what, limit, lambda t: t.beside(name, anchor), claimed)


def _asks(name: str, limit: int, *, claimed: bool = True) -> Floor:
    return Floor(name, "语句数", limit, lambda t: t.statements(name), claimed)


def _takes(name: str, limit: float, *, claimed: bool = True) -> Floor:
    return Floor(name, "毫秒", limit, lambda t: t.at_large(name), claimed)


CORES = 2

FLOORS = [
    *(_grows(name) for name in LISTS),
    *(_grows(name, FLAT, claimed=False) for name in LISTS),
    *(_costs(name, "bare_page", 2.5, claimed=False) for name in LISTS),
    *(_asks(name, 8, claimed=name != "list_overdue") for name in LISTS),
    *(_grows(name) for name in DETAILS),
    *(_takes(name, 25, claimed=False) for name in DETAILS),
    *(_asks(name, 12, claimed=name != "assignment") for name in DETAILS),
    _grows("desk", FLAT, claimed=False),
    _costs("board", "bare_page", 1.5, claimed=False),
    _asks("board", 10),
    _takes("post", CORES * 1000 / 33),  # thirty-three a second
    _grows("post"),
    _grows("advance"),
    _takes("climb_nothing", 13),
    _costs("climb", "bare_claim", 10, claimed=False),
    _takes("preview", 3000),
    _costs("preview", "bare_sheet", 20, claimed=False),
    _takes("year", 5000),
    _costs("year", "bare_rows", 6, claimed=False),
]
