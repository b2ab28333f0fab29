#!/bin/sh
# Golden tests of the schema compiler: run.sh [--update] [RNGC]. A case is NAME.rng; what the compiler says is NAME.err
# (none: it must be silent), what it writes NAME.docs, .atoms and .flat as far as these exist. The tables of every
# good case must compile, and tables.c checks them against the strings they were made from.
cd "$(dirname "$0")" || exit 2
export ASAN_OPTIONS=detect_leaks=0 # the compiler runs once and frees nothing
update=
[ "$1" = --update ] && update=1 && shift
rngc=${1:-${BUILD:-build}/rngc}
case $rngc in /*) ;; *) rngc=$OLDPWD/$rngc ;; esac
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
cases=0
failed=0

fail() {
    echo "rngc: $1"
    failed=$((failed + 1))
}

# golden NAME ACTUAL: an absent golden file stands for an empty one.
golden() {
    if [ -n "$update" ]; then
        if [ -s "$2" ]; then cp "$2" "$1"; else rm -f "$1"; fi
    else
        [ -e "$1" ] || : > "$out/none"
        expected=$1
        [ -e "$1" ] || expected=$out/none
        diff -u "$expected" "$2" || fail "$1 differs"
    fi
}

for schema in *.rng; do
    name=${schema%.rng}
    cases=$((cases + 1))
    rm -rf "$out/gen" && mkdir "$out/gen"
    "$rngc" -o "$out/gen" --flat "$out/gen/flat.rng" "$schema" 2> "$out/err"
    status=$?
    golden "$name.err" "$out/err"
    case $name in
    bad-*)
        [ $status -eq 1 ] || fail "$name: exit status $status, expected 1"
        [ -z "$(ls "$out/gen")" ] || fail "$name: wrote files in spite of errors"
        continue
        ;;
    esac
    [ $status -eq 0 ] || { fail "$name: exit status $status, expected 0"; continue; }
    golden "$name.docs" "$out/gen/docs.xml"
    [ -e "$name.atoms" ] && golden "$name.atoms" "$out/gen/atoms.h"
    [ -e "$name.flat" ] && golden "$name.flat" "$out/gen/flat.rng"
    xmllint --noout --relaxng "$out/gen/flat.rng" "$out/gen/flat.rng" 2>&1 | grep -q 'fails to validate' ||
        fail "$name: libxml2 cannot read the flat schema"
    ${CC:-cc} -std=c11 -Wall -Wextra -Werror -I../../src -I"$out/gen" -o "$out/tables" tables.c \
        "$out/gen/schema_tables.c" "$out/gen/patterns.c" && "$out/tables" || fail "$name: wrong tables"
done
[ $failed -eq 0 ] && echo "rngc: $cases cases passed"
[ $failed -eq 0 ]
