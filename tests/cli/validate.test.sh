#!/bin/sh
# validate: folders are walked, standard input is read, the exit status tells, messages can be limited and summed up.
. "$(dirname "$0")/lib.sh"

mkdir -p "$work/tree/inner/.hidden"
guest good > "$work/tree/a.xml"
guest good | sed 's/<vcpu/<vpcu/; s/<\/vcpu/<\/vpcu/; s/<target dev/<target dve/' > "$work/tree/inner/b.xml"
cp "$work/tree/inner/b.xml" "$work/tree/inner/.hidden/c.xml"
cp "$work/tree/inner/b.xml" "$work/tree/inner/b.txt"
printf '<network><name>n</name></network>' > "$work/tree/net.xml"
ln -s .. "$work/tree/inner/up"

expect 0 "$virtcanon" validate "$work/tree/a.xml"
lacks "$work/err" "error"
expect 1 "$virtcanon" validate --summary "$work/tree"
has "$work/err" "tree/inner/b.xml:[0-9]*:[0-9]*: error: .*did you mean.*\[attribute-unknown\]"
lacks "$work/err" "hidden\|b.txt\|net.xml\|up/"
has "$work/err" "2 documents"
expect 1 "$virtcanon" validate "$work/tree/net.xml"
has "$work/err" "net.xml:1:1: error: <network> is not a domain document"
expect 1 "$virtcanon" validate --max-errors 1 "$work/tree/inner/b.xml"
holds test "$(grep -c ': error: ' "$work/err")" -eq 1
expect 1 "$virtcanon" validate --quiet "$work/tree"
lacks "$work/err" "error"
expect 1 "$virtcanon" validate - < "$work/tree/inner/b.xml"
has "$work/err" "^<stdin>:[0-9]*:[0-9]*: error: "
lacks "$work/err" "$(printf '\033')"
expect 2 "$virtcanon" validate "$work/nothing.xml"
expect 2 "$virtcanon" validate

# what is no document of a guest is named
printf '<disk type="file"/>' > "$work/device.xml"
expect 1 "$virtcanon" validate "$work/device.xml"
has "$work/err" "device.xml:1:1: error: <disk> is not a domain document but one device of a guest \[not-a-domain\]$"
holds test "$(wc -l < "$work/err")" -eq 1
mkdir "$work/none"
expect 0 "$virtcanon" validate "$work/none"
has "$work/err" "none: no domain document is in this folder"
cp "$work/tree/inner/b.xml" "$work/none/B.XML"
expect 1 "$virtcanon" validate "$work/none"
has "$work/err" "none/B.XML:"

# options that would silently do nothing
expect 2 "$virtcanon" validate --disable agent-mising "$work/tree/a.xml"
has "$work/err" "did you mean 'agent-missing'"
expect 0 "$virtcanon" validate --disable agent-missing,machine-unversioned "$work/tree/a.xml"
expect 1 "$virtcanon" validate --quiet --format json "$work/tree"
holds test ! -s "$work/out"
finish
