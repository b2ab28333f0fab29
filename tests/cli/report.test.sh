#!/bin/sh
# What report answers, and that its pages are whole without a browser: well-formed, ids and links that fit, nothing from
# outside, nothing of a document that becomes markup. Their look is tested by tests/html/run.sh.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")/.." && pwd)
data=$here/data/report

# page ARGUMENT...: the page is right, and so is the report it is made of.
page() {
    expect 0 "$virtcanon" report --format xml "$@"
    cp "$work/out" "$work/report.xml"
    holds xmllint --noout --nonet --relaxng "$here/../xslt/report.rng" "$work/report.xml" 2> "$work/err"
    expect 0 "$virtcanon" report --output "$work/page.html" "$@"
    holds xmllint --noout --nonet "$work/page.html"
    xsltproc --nonet "$here/page.xsl" "$work/page.html" > "$work/wrong" 2>&1
    holds test ! -s "$work/wrong"
    head -3 "$work/wrong"
}

# marked DEVICE-LABEL STATE: the pictures show the device so.
marked() {
    checks=$((checks + 1))
    number=$(xmllint --xpath "string(//device[@label='$1']/@number)" "$work/report.xml")
    xmllint --xpath "//g[@data-device='$number'][contains(concat(' ', @class, ' '), ' $2 ')]" "$work/page.html" > /dev/null 2>&1 && return
    failures=$((failures + 1))
    echo "FAILED: $1 is not marked as $2"
}

count() {
    xmllint --xpath "count($1)" "$work/page.html"
}

page "$data/change.xml" "$data/change.new.xml"
marked 52:54:00:aa:00:02 moved
marked 52:54:00:aa:00:02 left
marked sda changed
marked sdd moved
marked vda hollow
holds test "$(count "//g[contains(@class, 'removed')][title[contains(., 'rng')]]")" -eq 1
holds test "$(count "//g[@data-vcpu='1' and contains(@class, 'changed') and contains(@class, 'hollow')]")" -eq 1
holds test "$(count "//g[@data-vcpu='6' and contains(@class, 'changed') and contains(@class, 'full')]")" -eq 1
holds test "$(count "//article")" -eq 8
has "$work/page.html" "The guest ABI differs"
has "$work/page.html" "&lt;script&gt;alert(\"1\")&lt;b&gt;\]\]&gt;</h1>"
has "$work/page.html" "PCI bus 2, 00.0</del>"

# The same page from diff, with its status.
expect 1 "$virtcanon" diff --format html "$data/change.xml" "$data/change.new.xml"
holds cmp -s "$work/out" "$work/page.html"
expect 1 "$virtcanon" diff --format xml "$data/change.xml" "$data/change.new.xml"
holds cmp -s "$work/out" "$work/report.xml"
expect 1 "$virtcanon" diff --quiet --format html "$data/change.xml" "$data/change.new.xml"
holds test ! -s "$work/out"

# Verdicts.
page "$data/change.xml" "$data/change.xml"
has "$work/page.html" "Nothing changes"
holds test "$(count "//article")" -eq 0
sed 's/web-root/web-boot/' "$data/change.xml" > "$work/host.xml"
page "$data/change.xml" "$work/host.xml"
has "$work/page.html" "Safe: the guest ABI stays the same"
sed "s/type='usb' bus='0' port='1'/type='usb' bus='0' port='2'/" "$data/change.xml" > "$work/noticed.xml"
page "$data/change.xml" "$work/noticed.xml"
has "$work/page.html" "Safe, but the guest can notice it"
sed 's/<name>/&other-/' "$data/change.xml" > "$work/named.xml"
page "$data/change.xml" "$work/named.xml"
has "$work/page.html" "Another guest: its name or UUID differs"
sed "/type='usb' bus='0' port='1'/d" "$data/change.xml" > "$work/open.xml"
page "$data/change.xml" "$work/open.xml"
has "$work/page.html" "An address is left open"
page "$data/change.new.xml" "$data/change.xml"
holds test "$(count "//g[contains(@class, 'added')][title[contains(., 'rng')]]")" -eq 1

# Guests alone: of all kinds of buses, without devices, of s390x, of another hypervisor, with another machine type.
page "$data/places.xml"
lacks "$work/page.html" 'class="legend"'
page "$data/bare.xml"
page "$data/bare.xml" "$data/places.xml"
page "$data/../report-s390x/channels.xml"
cat > "$work/xen.xml" << XML
<domain type='xen'>
  <name>elsewhere</name><uuid>2f8b0a56-6c4b-4c8e-9d43-0a6f2f1c7b15</uuid><memory unit='KiB'>524288</memory><vcpu>2</vcpu>
  <os><type>linux</type><kernel>/boot/vmlinuz</kernel></os>
  <devices>
    <disk type='block' device='disk'><source dev='/dev/vg/root'/><target dev='xvda' bus='xen'/></disk>
    <interface type='bridge'><mac address='00:16:3e:00:00:01'/><source bridge='br0'/></interface>
  </devices>
</domain>
XML
page --generic "$work/xen.xml"
page --old-host qemu-7.2-x86_64 --new-host qemu-10.0-x86_64 "$here/../examples/guest.xml" "$here/../examples/guest.xml"
for file in "$here"/data/numa/*.canon.xml "$here"/data/hostdev/*.canon.xml "$here"/data/controller/*.canon.xml; do
    page "$file"
done

# No answer.
expect 2 "$virtcanon" report
expect 2 "$virtcanon" report "$work/missing.xml"
expect 2 "$virtcanon" report --format pdf "$data/change.xml"
has "$work/err" "there are html and xml"
expect 2 "$virtcanon" report --output "$work/missing/page.html" "$data/change.xml"
echo "<domain/>" > "$work/refused.xml"
expect 2 "$virtcanon" report "$data/change.xml" "$work/refused.xml"
has "$work/err" "error:"

finish
