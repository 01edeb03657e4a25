#!/usr/bin/env bash
# 备份数据库和附件到一个文件：deploy/backup.sh 目录。保留最近 30 份（KEEP=）。密钥不在其中，须另外保存。
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."
python="${PYTHON:-.venv/bin/python}"
target="${1:?用法：deploy/backup.sh 目录}"
mkdir -p "$target"
target="$(cd "$target" && pwd)"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
eval "$("$python" deploy/where.py)"

if [ "$ENGINE" = sqlite ]; then
    "$python" - "$SQLITE" "$work/database.sqlite3" <<'PY'
import sqlite3
import sys

with sqlite3.connect(sys.argv[1]) as live, sqlite3.connect(sys.argv[2]) as copy:
    live.backup(copy)
PY
else
    pg_dump --format=custom --no-owner --file="$work/database.dump" "$PG_URL"
fi
mkdir -p "$MEDIA"
tar -C "$MEDIA" -cf "$work/media.tar" .
(cd "$work" && sha256sum ./* > SHA256SUMS)

file="$target/studioportal-$(date +%Y%m%d-%H%M%S).tar.gz"
tar -C "$work" -czf "$file.part" .
mv "$file.part" "$file"
ls -1t "$target"/studioportal-*.tar.gz | tail -n +"$(( ${KEEP:-30} + 1 ))" | xargs -r rm --
echo "$file"
