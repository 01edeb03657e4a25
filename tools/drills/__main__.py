"""`make drills`: the long fault drills, with real processes, a real broker and a real mail server.

Killed workers lose no reminder and send none under a second id; a dead broker loses no matter;
of two hundred who press one button in the same second one wins. Runs inside `tools/services.py`.

    make drills ARGS="队列停摆"        # only this one
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django


def main() -> int:
    """One drill after another; 1 when any shows a fault."""
    django.setup()
    from bench import county
    from django.core.management import call_command

    from drills.broker import broker_down
    from drills.killed import killed_senders
    from drills.racers import racers_on_one_claim

    drills: dict[str, Callable[[Path], str]] = {
        "众人抢一单": racers_on_one_claim,
        "队列停摆": broker_down,
        "发送者被杀": killed_senders,
    }
    call_command("migrate", verbosity=0)
    county.found()
    county.fill(200)
    failed = 0
    chosen = sys.argv[1:] or list(drills)
    for name, drill in ((name, drills[name]) for name in chosen):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="drill-") as folder:
            try:
                print(f"» {name}", flush=True)
                told = drill(Path(folder))
            except BaseException as error:  # a helper of the tests fails with one of pytest's own
                if isinstance(error, KeyboardInterrupt):
                    raise
                failed, told = failed + 1, f"失败：{error}"
        print(f"  {told}（{time.monotonic() - began:.0f} 秒）", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
