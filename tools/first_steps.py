"""Makes a database and the static files ready, in one process: migrate, then load if empty."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What fills an empty database, in this order.
LOAD = [
    ["load_calendar"],
    ["load_profile", str(ROOT / "profiles" / "default.toml")],
    ["seed_demo"],
]


def main() -> None:
    """Migrate; load the demo county into an empty database; collect the static files."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studioportal.settings")
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    if "--only-statics" not in sys.argv:
        call_command("migrate", verbosity=0, interactive=False)
        if not get_user_model().objects.exists():
            for command, *arguments in LOAD:
                print(f"» {command}", flush=True)
                call_command(command, *arguments)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


if __name__ == "__main__":
    main()
