"""Which front-end files the portal serves: copied by name out of npm packages, never built."""

import re
import shutil
from pathlib import Path

TABLER = "@tabler/core/dist"
FONT = "@fontsource-variable/noto-sans-sc"
FILES = {
    f"{TABLER}/css/tabler.min.css": "tabler.min.css",
    f"{TABLER}/js/tabler.min.js": "tabler.min.js",
    f"{FONT}/wght.css": "noto-sans-sc.css",
}
LICENSES = {
    "@tabler/core/LICENSE": "LICENSE.tabler.txt",
    "bootstrap-icons/LICENSE": "LICENSE.bootstrap-icons.txt",
    f"{FONT}/LICENSE": "LICENSE.noto-sans-sc.txt",
}
ICONS = """
house people person person-circle person-plus person-check person-badge person-workspace
person-lines-fill envelope envelope-open bell search inbox inboxes archive briefcase key
file-earmark-text file-earmark-excel file-earmark-word file-earmark-arrow-down journal-text
journal-check paperclip image images camera download upload printer link-45deg copy share
check-circle check-lg x-circle x-lg plus-lg dash-lg slash-circle pause-circle play-circle
clock clock-history calendar-event calendar-check calendar3 hourglass hourglass-split
geo-alt map globe building buildings bank qr-code qr-code-scan telephone telephone-forward phone
arrow-right arrow-left arrow-return-left arrow-repeat arrow-up-circle chevron-right chevron-left
chevron-down skip-end sort-down three-dots three-dots-vertical box-arrow-right
box-arrow-in-right box-arrow-up-right reply send megaphone mic chat-dots chat-square-text
chat-left-quote flag tag tags pin-angle bookmark star star-fill award trophy patch-check
exclamation-triangle exclamation-circle info-circle question-circle lightning
clipboard-check clipboard-data card-checklist card-list list list-ul list-check layers collection
funnel filter gear sliders grid kanban diagram-3 signpost-split layout-text-window
lock unlock shield-check shield-lock eye eye-slash pencil pencil-square trash
bar-chart graph-up pie-chart speedometer2 hand-thumbs-up hand-thumbs-down emoji-smile
emoji-frown fonts universal-access zoom-in circle circle-fill sun moon
""".split()

# Hashed storage would look for the map files these lines name.
SOURCE_MAP = re.compile(rb"(/\*|//)[#@] *sourceMappingURL=[^\n]*\n?")


def copy(modules: Path, into: Path) -> None:
    """Fill the folder that `{% static 'vendor/…' %}` reads."""
    shutil.rmtree(into, ignore_errors=True)
    for source, target in (FILES | LICENSES).items():
        if not (modules / source).exists():
            continue
        text = SOURCE_MAP.sub(b"", (modules / source).read_bytes())
        (into / target).parent.mkdir(parents=True, exist_ok=True)
        (into / target).write_bytes(text.replace(b"url(./files/", b"url(fonts/noto-sans-sc/"))
    (into / "icons").mkdir()
    for name in ICONS:
        shutil.copyfile(
            modules / "bootstrap-icons/icons" / f"{name}.svg", into / "icons" / f"{name}.svg"
        )
    fonts = into / "fonts/noto-sans-sc"
    fonts.mkdir(parents=True)
    for file in (modules / FONT / "files").glob("*-wght-normal.woff2"):
        shutil.copyfile(file, fonts / file.name)
