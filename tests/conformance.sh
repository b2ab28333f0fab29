#!/bin/sh
# Scores the build against the reference corpora where they are at hand, and fails below the recorded floor.
# tests/conformance.floor: NAME PERCENT a line.
tools=../shared/tools
[ -x $tools/conformance ] || { echo "skipped: no reference corpora here"; exit 0; }
floor() { awk -v name="$1" '$1 == name { print $2 }' tests/conformance.floor; }
