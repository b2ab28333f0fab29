#!/bin/sh
# Documents in other encodings than UTF-8: the same canonical form, in UTF-8 without a declaration, and the same places
# in messages; bytes that do not fit are refused where they stand.
. "$(dirname "$0")/lib.sh"

# The guest says something outside ASCII before the place of the mistake, which is asked for with a second argument.
document() {
    printf '<?xml version="1.0" encoding="%s"?>\n' "$1"
    guest g | sed "s/<name>/<title>größer<\/title>&/; ${2:-}"
}
mistake="s/<target dev/<!-- ä --><target targte='ü' dev/"

document UTF-8 > "$work/utf8.xml"
expect 0 "$virtcanon" canon "$work/utf8.xml"
cp "$work/out" "$work/expected"
document UTF-8 "$mistake" > "$work/bad.xml"
place=$("$virtcanon" canon "$work/bad.xml" 2>&1 | sed -n 's/^[^:]*:\([0-9:]*\): error.*/\1/p')
holds test -n "$place"

# in NAME CONVERTED-TO [MARK]
in_encoding() {
    { printf "${3:-}"; document "$1" | iconv -f UTF-8 -t "$2"; } > "$work/in.xml"
    expect 0 "$virtcanon" canon "$work/in.xml"
    holds cmp "$work/out" "$work/expected"
    { printf "${3:-}"; document "$1" "$mistake" | iconv -f UTF-8 -t "$2"; } > "$work/in.xml"
    expect 1 "$virtcanon" canon "$work/in.xml"
    has "$work/err" "in.xml:$place: error: "
    expect 1 "$virtcanon" validate "$work/in.xml"
    has "$work/err" "in.xml:$place: error: "
}
in_encoding UTF-16 UTF-16LE '\377\376'
in_encoding UTF-16 UTF-16BE '\376\377'
in_encoding UTF-16LE UTF-16LE
in_encoding ISO-8859-1 ISO-8859-1
in_encoding windows-1252 windows-1252
in_encoding UTF-8 UTF-8 '\357\273\277'

# Documents are found in folders by their first element, in other encodings too.
found_in_folder() {
    rm -rf "$work/folder" && mkdir "$work/folder"
    { printf "${3:-}"; document "$1" "$mistake" | iconv -f UTF-8 -t "$2"; } > "$work/folder/guest.xml"
    { printf "${3:-}"; printf '<?xml version="1.0" encoding="%s"?><!-- <domain> --><network/>' "$1" |
        iconv -f UTF-8 -t "$2"; } > "$work/folder/network.xml"
    expect 1 "$virtcanon" validate "$work/folder"
    has "$work/err" "folder/guest.xml:$place: error: "
    lacks "$work/err" "network"
}
found_in_folder UTF-16 UTF-16LE '\377\376'
found_in_folder UTF-16 UTF-16BE '\376\377'
found_in_folder UTF-16LE UTF-16LE
found_in_folder ISO-8859-1 ISO-8859-1

# Line ends of other systems are one line end.
document UTF-8 | sed 's/$/\r/' > "$work/in.xml"
expect 0 "$virtcanon" canon "$work/in.xml"
holds cmp "$work/out" "$work/expected"

# Bytes outside the encoding, and encodings that nobody knows.
document ASCII > "$work/in.xml"
expect 1 "$virtcanon" canon "$work/in.xml"
has "$work/err" "in.xml:[0-9]*:[0-9]*: error: .*no text in ASCII"
document KLINGON-1 > "$work/in.xml"
expect 1 "$virtcanon" canon "$work/in.xml"
has "$work/err" "in.xml:1:[0-9]*: error: .*KLINGON-1"

# What is replaced in place is in UTF-8 and says nothing else.
document ISO-8859-1 | iconv -f UTF-8 -t ISO-8859-1 > "$work/in.xml"
expect 0 "$virtcanon" canon --in-place "$work/in.xml"
holds cmp "$work/in.xml" "$work/expected"
finish
