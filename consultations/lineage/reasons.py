"""Why two matters are held to be alike, in plain words (相似的理由)."""

from datetime import date

from consultations.lineage.grams import UNKNOWN, Weights, plain

# With these no word that is worth showing begins or ends.
_EDGES = (
    "的了是在有和与及把被对从到等也都就很不没会能可要请向将其这那个们着过又还一中上下里内外为因"
    "由而且但并或于之以让使给再太更最"
)
# With these begins a piece that is torn off what follows: 没人收, 不亮.
_BOUND = "没不无未被有"
# With these the name of a place ends.
_NAMED = "省市县区镇乡村组社路街巷道弄桥河渠库坝塘园院校站场所厂店楼栋号湾坡沟坪苑城关口"
LONGEST, MOST = 12, 3
# Pairs that say less are in every second text.
TELLING = 0.3
RECENT_DAYS = 92


def words_in_common(one: str, other: str, weigh: Weights, but: str = "") -> list[str]:
    """The most telling pieces that stand in both texts, at most three; `but` is said already."""
    there = plain(other)
    found: dict[str, float] = {}
    for part in plain(one).split():
        for piece in _pieces(part, there):
            word = "" if piece[0] in _BOUND else piece.strip(_EDGES)
            if 2 <= len(word) <= LONGEST and word not in but and not word.isdigit():
                found[word] = _telling(word, weigh)
    return _best(found)


def _pieces(part: str, there: str) -> list[str]:
    """The longest pieces of `part` that stand in the other text, from left to right."""
    found, start = [], 0
    while start < len(part) - 1:
        end = start + 1
        while end < len(part) and part[start : end + 1] in there:
            end += 1
        if end - start > 1:
            found.append(part[start:end])
        start = end if end - start > 1 else start + 1
    return found


def _telling(word: str, weigh: Weights) -> float:
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    strongest = max(weigh.get(pair, UNKNOWN) for pair in pairs)
    return strongest + 0.1 * len(pairs) if strongest >= TELLING else 0.0


def _best(found: dict[str, float]) -> list[str]:
    """The best of them; none that is only a part of a better one."""
    chosen: list[str] = []
    for word in sorted(found, key=lambda word: -found[word]):
        if found[word] and not any(word in one for one in chosen):
            chosen.append(word)
    return chosen[:MOST]


def same_place(one: str, other: str) -> str:
    """The name with which both places begin, if it is one: 城关镇正街, of 12号 and of 18号."""
    first, second = plain(one).split(), plain(other).split()
    pieces = [piece for part in first for piece in _pieces(part, " ".join(second))]
    names = [
        piece.rstrip("".join(set(piece) - set(_NAMED)))
        for piece in pieces
        if any(part.startswith(piece) for part in (*first, *second))
    ]
    return max((name for name in names if len(name) > 1), key=len, default="")


def when(raised_on: date, on: date) -> str:
    """How long ago, roughly."""
    if (on - raised_on).days <= RECENT_DAYS:
        return "3个月内提出"
    return f"{raised_on.year}年{raised_on.month}月提出"
