"""The people, places and matters of the demo county, as written down beside this file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def read(name: str) -> dict[str, Any]:
    """One file of texts."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
