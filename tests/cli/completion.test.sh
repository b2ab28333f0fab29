#!/bin/sh
# What bash completes: commands, actions, options, host profiles; nothing of ours where a file belongs.
. "$(dirname "$0")/lib.sh"
command -v bash > /dev/null || { echo "skipped: no bash"; finish; }
cat > "$work/ask" << 'END'
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_virtcanon
printf '%s\n' "${COMPREPLY[@]}"
END
# offers WORD...: asks for the completion of the last word of this command line.
offers() {
    expect 0 bash "$work/ask" "${BUILD:-build}/virtcanon.bash" "$virtcanon" "$@"
}

offers val
holds test "$(cat "$work/out")" = validate
offers ""
has "$work/out" "^canon$"
has "$work/out" "^help$"
lacks "$work/out" "--host"
offers canon --in
holds test "$(cat "$work/out")" = --in-place
offers canon --explain g
holds test -z "$(cat "$work/out")"
offers host pr
holds test "$(cat "$work/out")" = probe
offers cpu ba
holds test "$(cat "$work/out")" = baseline
offers cpu baseline h
holds test -z "$(cat "$work/out")"
offers help di
holds test "$(cat "$work/out")" = diff
offers diff --old-host qemu-7.2-x
holds test "$(cat "$work/out")" = qemu-7.2-x86_64
finish
