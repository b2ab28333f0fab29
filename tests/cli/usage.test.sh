#!/bin/sh
# Help, versions, and answers to words that were meant otherwise.
. "$(dirname "$0")/lib.sh"
guest one > "$work/one.xml"

expect 0 "$virtcanon" --version
has "$work/out" "^virtcanon [0-9]"
expect 0 "$virtcanon" --help
has "$work/out" "canon"
lacks "$work/out" "^  [a-z]* [A-Z]" # columns do not touch
cp "$work/out" "$work/overview"
for command in $(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$work/overview" | grep -v help); do
    expect 0 "$virtcanon" help "$command"
    has "$work/out" "^Exit status: 0 "
    has "$work/out" "^  virtcanon $command "
done
expect 2 "$virtcanon"
expect 0 "$virtcanon" help canon
has "$work/out" "--in-place"
expect 0 "$virtcanon" canon --help
expect 2 "$virtcanon" cannon
has "$work/err" "did you mean 'canon'"
expect 2 "$virtcanon" qqqqqqqqq
has "$work/err" "unknown command"
expect 2 "$virtcanon" canon --explian "$work/one.xml"
has "$work/err" "did you mean '--explain'"
expect 2 "$virtcanon" canon --host
has "$work/err" "needs a value"
expect 2 "$virtcanon" canon --check=yes "$work/one.xml"
expect 2 "$virtcanon" canon
expect 2 "$virtcanon" canon --check --in-place "$work/one.xml"
expect 2 "$virtcanon" canon --in-place -
expect 2 "$virtcanon" canon --host no-such-host "$work/one.xml"
has "$work/err" "no-such-host"
expect 0 "$virtcanon" host list
has "$work/out" "qemu-10.0-x86_64"
expect 0 "$virtcanon" host show qemu-7.2-x86_64
has "$work/out" "pc-i440fx-7.2"
expect 2 "$virtcanon" host lsit
has "$work/err" "did you mean 'list'"
expect 2 "$virtcanon" host frobnicate
has "$work/err" "there are list, show, import and probe"
expect 2 "$virtcanon" host import
expect 2 "$virtcanon" host import "$work/one.xml"
expect 2 "$virtcanon" host probe "$work/one.xml"
expect 0 "$virtcanon" canon --host qemu-7.2-x86_64 "$work/one.xml"
has "$work/out" "pc-i440fx-7.2"
finish
