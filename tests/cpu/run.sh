#!/bin/sh
# Sessions with `virtcanon cpu`: each line of a *.session that begins with "$ " is run in the folder `input`, and what it
# prints (first errors, then results) and its exit status, unless 0, must be what stands below it. Lines with "## " are comments. UPDATE=1 rewrites the rest.
virtcanon=$(cd "${BUILD:-build}" && pwd)/virtcanon
cd "$(dirname "$0")/input" || exit 2
now=$(mktemp)
trap 'rm -f "$now"' EXIT
passed=0
failed=0

play() {
    while IFS= read -r line; do
        case $line in
        '$ '* | '## '*) printf '%s\n' "$line" ;;
        esac
        case $line in
        '$ '*)
            eval "\"$virtcanon\" cpu ${line#\$ cpu }" 2>&1 < /dev/null
            status=$?
            [ $status -eq 0 ] || echo "= $status"
            ;;
        esac
    done
}

for session in ../*.session; do
    play < "$session" > "$now"
    if [ -n "$UPDATE" ]; then
        cp "$now" "$session"
    elif diff -u "$session" "$now"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed sessions passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ] || [ -n "$UPDATE" ]
