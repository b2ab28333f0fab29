#!/bin/sh
# Documents with thousands of one thing come to an end. No time is asserted: what takes its number squared or worse would
# need minutes here, and only then the limit of this script strikes.
. "$(dirname "$0")/lib.sh"
count=10000
limit=120

# many THING [BEFORE [AFTER]]: THING with # for its number, as devices unless BEFORE opens something else.
many() {
    guest g | sed '/<devices>/,$d' > "$work/many.xml"
    awk -v n=$count -v thing="$1" -v before="${2-<devices>}" -v after="${3-</devices>}" 'BEGIN {
        print before
        for (i = 1; i <= n; i++) { text = thing; gsub("#", i, text); print text }
        print after "</domain>" }' >> "$work/many.xml"
    for command in canon validate id pin diff; do
        other=
        [ $command != diff ] || other=$work/many.xml
        timeout $limit "$virtcanon" $command "$work/many.xml" $other > "$work/out" 2> "$work/err"
        status=$?
        holds test $status -le 2
        [ $command != diff ] || [ $status -eq 2 ] || holds test $status -eq 0
        [ $command != canon ] || cp "$work/out" "$work/canon"
    done
}

# kept TEXT: it is in the last canonical form as often as things were put in.
kept() {
    holds test "$(grep -o "$1" "$work/canon" | wc -l)" -ge $count
}

many '<controller type="scsi"/>'
many '<controller type="usb" model="ich9-ehci1"/>'
many '<controller type="pci" model="pci-bridge"/>'
many '<smartcard mode="host"/>'
many '<panic model="hyperv"/>'
many '<audio id="#" type="none"/>'
many '<channel type="unix"><target type="virtio" name="c#"/></channel>'
many '<hostdev mode="subsystem" type="scsi"><source><adapter name="scsi_host0"/><address bus="0" target="0" unit="#"/></source></hostdev>'
many '<disk><source file="/#"/><target dev="vd#"/></disk>'
many '<nothing/>'
many '<nothing a#="1"/>'
many '<!-- # --><input type="tablet" bus="usb" a="1"/>'
many '<page size="2048" nodeset="#"/>' '<memoryBacking><hugepages>' '</hugepages></memoryBacking>'
many '<cachetune vcpus="#"/>' '<cputune>' '</cputune>'
many '<x#:a xmlns:x#="urn:#"/>' '<metadata>' '</metadata>'
kept '<x[0-9]*:a'
many 'a#="1"' '<devices><input' '/></devices>'
many '<m:a#/>' '<metadata><m:m xmlns:m="urn:m">' '</m:m></metadata>'
kept '<m:a'
many 'a#="1"' '<metadata><m:m xmlns:m="urn:m"' '/></metadata>'
kept ' a[0-9]*='
many 'x<!-- # -->' '<description>' '</description>'
kept 'x'
many 'x<!-- # -->'
finish
