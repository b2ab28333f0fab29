#!/bin/sh
# Our verdict against libxml2's on the flattened schema, and against jing's where it is installed, on the documents of
# the tests and of the corpora as far as they are there; FULL=1 takes all of them instead of some, SEED=N draws other mistakes.
tests=${0%/*}
step=60
[ -n "$FULL" ] && step=1
dump=$(mktemp -d) || exit 2
trap 'rm -rf "$dump"' EXIT
find "$tests/data" "$tests/../examples" "$tests/../../shared/corpus" -name '*.xml' -type f 2>/dev/null | LC_ALL=C sort |
    grep -v "[' ]" | awk -v step="$step" 'NR % (/\/data\// && step > 6 ? 6 : step) == 0' > "$dump/list"
command -v jing > /dev/null && jing=1
xargs "$BUILD/tests/differential" "$BUILD/gen/domain.rng" ${jing:+--dump "$dump"} < "$dump/list" > "$dump/log" || bad=1
head -n 20 "$dump/log"
[ -n "$bad" ] && exit 1
[ -n "$jing" ] || exit 0

# jing ends a run at a document that does not parse, but only well-formed ones are written here.
find "$dump" -name '*.xml' | LC_ALL=C sort > "$dump/all"
xargs jing "$BUILD/gen/domain.rng" < "$dump/all" 2> /dev/null | sed -n 's/^\(.*\.xml\):[0-9]*:[0-9]*: error: .*/\1/p' |
    LC_ALL=C sort -u > "$dump/theirs"
grep '/i-[0-9-]*\.xml$' "$dump/all" > "$dump/ours"
if ! diff "$dump/ours" "$dump/theirs" > "$dump/differ"; then
    echo "jing differs:"
    sed -n 's/^[<>] //p' "$dump/differ" | head -n 5 | while read -r file; do head -c 3000 "$file"; done
    exit 1
fi
echo "$(wc -l < "$dump/all") texts judged as libxml2 and jing do"
