#!/usr/bin/env bash
# 从备份恢复到一个空的数据库和空的附件目录：deploy/restore.sh 备份文件。先停止三个服务。
set -euo pipefail
umask 077
file="$(realpath "${1:?用法：deploy/restore.sh 备份文件}")"
cd "$(dirname "$0")/.."
python="${PYTHON:-.venv/bin/python}"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
eval "$("$python" deploy/where.py)"
tar -C "$work" -xzf "$file"
(cd "$work" && sha256sum --check --quiet SHA256SUMS) || { echo "备份文件已损坏，没有恢复任何内容。" >&2; exit 1; }

if [ -n "$(ls -A "$MEDIA" 2>/dev/null)" ]; then
    echo "附件目录 $MEDIA 不是空的；为防止覆盖，没有恢复任何内容。" >&2
    exit 1
fi
if [ "$ENGINE" = sqlite ]; then
    if [ -e "$SQLITE" ]; then
        echo "数据库 $SQLITE 已存在；为防止覆盖，没有恢复任何内容。" >&2
        exit 1
    fi
    mkdir -p "$(dirname "$SQLITE")"
    cp "$work/database.sqlite3" "$SQLITE"
else
    pg_restore --exit-on-error --single-transaction --no-owner --dbname="$PG_URL" "$work/database.dump"
fi
mkdir -p "$MEDIA"
tar -C "$MEDIA" -xf "$work/media.tar"
"$python" manage.py migrate --noinput --verbosity 0
echo "已恢复。"
