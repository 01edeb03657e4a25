"""How a name is found by its sound (拼音)."""

# Surnames that are read otherwise than the same character in ordinary words.
SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "区": "ou",
    "仇": "qiu",
    "查": "zha",
    "盖": "ge",
    "乐": "yue",
    "朴": "piao",
    "繁": "po",
    "员": "yun",
    "召": "shao",
    "翟": "zhai",
    "缪": "miao",
    "覃": "qin",
    "种": "chong",
    "秘": "bi",
    "折": "she",
    "黑": "he",
    "能": "nai",
    "祭": "zhai",
    "卜": "bu",
    "么": "yao",
    "隗": "wei",
    "逄": "pang",
    "尉": "wei",
    "撒": "sa",
    "都": "du",
    "尉迟": "yuchi",
    "万俟": "moqi",
    "澹台": "tantai",
    "长孙": "zhangsun",
    "令狐": "linghu",
    "单于": "chanyu",
}


def pinyin_of(name: str) -> str:
    """The whole sound and its initials, as people type it: `zengxiaoming zxm`."""
    from pypinyin import lazy_pinyin  # a large table, wanted only when a name is written

    name = name.replace(" ", "").replace("·", "")
    length = next((n for n in (2, 1) if name[:n] in SURNAMES and len(name) > n), 0)
    said = ([SURNAMES[name[:length]]] if length else []) + lazy_pinyin(name[length:])
    initials = "".join(part[:1] for part in said)
    return f"{''.join(said)} {initials}".lower()[:60]
