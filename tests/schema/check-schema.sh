#!/bin/sh
# Is the schema, as written and as flattened by the compiler, one for other tools too, and does it judge documents
# rightly? usage: check-schema.sh [DOCUMENT...]; documents given must be valid, without any those of accept/ must be
# and those of reject/ must not. Tools that are not installed are skipped.
cd "$(dirname "$0")/../.." || exit 2
here=tests/schema
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
failed=0
judged=0

judge_xmllint() { xmllint --noout --nonet --relaxng "$1" "$2"; }
judge_jing() { jing "$1" "$2"; }

# verdict TOOL SCHEMA DOCUMENT: 0 valid, 1 not, 2 when it could not be said
verdict() {
    "judge_$1" "$2" "$3" > "$log" 2>&1
    case $?:$(grep -c -e 'fails to validate' -e ': error:' "$log") in
    0:0) return 0 ;;
    [1-4]:[1-9]*) return 1 ;;
    esac
    return 2
}

expect() { # expect VALID|INVALID TOOL SCHEMA DOCUMENT
    verdict "$2" "$3" "$4"
    got=$?
    judged=$((judged + 1))
    [ "$1" = VALID ] && [ $got -eq 0 ] && return
    [ "$1" = INVALID ] && [ $got -eq 1 ] && return
    failed=$((failed + 1))
    echo "$4 should be $1 for $2 with $3"
    sed -n '1,5s/^/    /p' "$log"
}

for tool in xmllint jing; do
    command -v $tool > /dev/null || { echo "$tool is not installed: skipped"; continue; }
    for schema in schemas/domain.rng "${BUILD:-build}/gen/domain.rng"; do
        [ -f "$schema" ] || continue
        verdict $tool "$schema" $here/accept/old-vcpus.xml
        if [ $? -eq 2 ]; then
            echo "$tool cannot use $schema"
            sed -n '1,9s/^/    /p' "$log"
            exit 1
        fi
        if [ $# -gt 0 ]; then
            for document; do expect VALID $tool "$schema" "$document"; done
            continue
        fi
        for document in $here/accept/*.xml; do expect VALID $tool "$schema" "$document"; done
        for document in $here/reject/*.xml; do expect INVALID $tool "$schema" "$document"; done
    done
done
echo "$judged verdicts, $failed wrong"
[ $failed -eq 0 ]
