#!/bin/sh
# Scores the build against the reference corpora where they are at hand, and fails when a figure is below the floor that
# tests/conformance.floor records (lines: FIGURE PERCENT; the figures only ever go up).
tools=../shared/tools
[ -x $tools/conformance ] || { echo "skipped: no reference corpora here"; exit 0; }
scores=$BUILD/tests/scores
parity=$BUILD/tests/parity

# The rows of a report's table: TITLE.KIND.ARCHITECTURE PERCENT.
figures() { awk -v title="$1" '/^\|.*%/ { gsub(/[*%]/, ""); print title "." $2 "." $4, $10 }'; }

sh tools/conformance/run "$BUILD" "$parity.md" ../shared/corpus > "$parity"
sed '1,/^## Extract/d' docs/parity.md | grep '^|' | diff - "$parity" ||
    { echo "docs/parity.md does not say what this build does: run make conformance"; exit 1; }
{
    $tools/conformance --virtcanon "$BUILD/virtcanon" --kind canon,generic,reject |
        awk '/%/ && $1 ~ /^(canon|generic|reject)$/ { sub(/%/, "", $5); print $1 "." $2, $5 }
             /^fixed point/ { gsub(/[(%)]/, ""); print "canon.fixed", $NF }
             /CRASHES|TIMEOUTS/ { print "crashes", $0 > "/dev/stderr"; bad = 1 }
             END { exit bad }' || echo "crash 1"
    figures parity < "$parity"
    sed '/^## Extract/,$d' docs/parity.md | figures source
    $tools/live-conformance --virtcanon "$BUILD/virtcanon" |
        awk '$1 == "fixed" { sub(/%/, "", $NF); print "live.fixed", $NF; next }
             /%$/ { sub(/%/, "", $NF); print "live." $1 "." $2, $NF }'
    $tools/abi-conformance --virtcanon "$BUILD/virtcanon" |
        awk '$1 == "agree" { gsub(/[%,]/, ""); print "abi.agree", $2; if ($4 > 0) print "unsafe", $4 }'
    $tools/cpu-conformance --virtcanon "$BUILD/virtcanon" |
        awk '$3 == "of" { printf "cpu.%s %.1f\n", $1, 100 * $2 / $4; good += $2; all += $4 }
             END { if (all) printf "cpu.all %.1f\n", 100 * good / all }'
    $tools/diagnose-bench --tool virtcanon="$BUILD/virtcanon" --no-time |
        awk '/^ALL single/ { split("line name - - - - full best col", column)
                             for (i = 1; i <= 9; i++) if (column[i] != "-") print "diagnose." column[i], $(i + 5) }
             /^two mistakes/ { gsub(/[^0-9 ]/, ""); print "diagnose.both", $1 }'
} > "$scores"

awk 'NR == FNR { got[$1] = $2; next }
     /^#/ || NF < 2 { next }
     { print $1, got[$1] "% (floor " $2 "%)"; if (got[$1] + 0 < $2 + 0) low = low " " $1 }
     END { if ("crash" in got) low = low " crash"
           if ("unsafe" in got) low = low " unsafe"
           print low == "" ? "no figure is below its floor" : "below the floor:" low; exit low != "" }' \
    "$scores" tests/conformance.floor
