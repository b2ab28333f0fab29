#!/bin/sh
# What diff and id answer: status, classes, reasons, pairing, hosts, JSON, groups; and that the manual lists every place
# where libvirt lets a change through.
. "$(dirname "$0")/lib.sh"
here=$(dirname "$0")

document() {
    cat << XML
<domain type='kvm'>
  <name>one</name>
  <uuid>2f8b0a56-6c4b-4c8e-9d43-0a6f2f1c7b11</uuid>
  <memory unit='MiB'>512</memory>
  <vcpu>2</vcpu>
  <os><type arch='x86_64' machine='pc-q35-9.2'>hvm</type></os>
  <cpu mode='custom' match='exact' check='none'>
    <model fallback='forbid'>Haswell</model>
    <feature policy='optional' name='vmx'/>
    <feature policy='require' name='aes'/>
  </cpu>
  <devices>
    <disk type='file' device='disk'>
      <source file='/srv/a.img'/><target dev='vda' bus='virtio'/>
      <address type='pci' domain='0' bus='0' slot='4' function='0'/>
    </disk>
    <interface type='network'>
      <mac address='52:54:00:00:00:01'/><source network='default'/><model type='virtio'/>
      <address type='pci' domain='0' bus='0' slot='5' function='0'/>
    </interface>
    <interface type='network'>
      <mac address='52:54:00:00:00:02'/><source network='default'/><model type='e1000e'/>
      <address type='pci' domain='0' bus='0' slot='6' function='0'/>
    </interface>
    <input type='tablet' bus='usb'><address type='usb' bus='0' port='1'/></input>
    <controller type='usb' model='qemu-xhci'><address type='pci' domain='0' bus='0' slot='7' function='0'/></controller>
  </devices>
</domain>
XML
}
document > "$work/old.xml"

# changed STATUS SED-EXPRESSION: diff of the document and the edited one ends so; the ids are equal unless RULE is one.
changed() {
    sed "$2" "$work/old.xml" > "$work/new.xml"
    checks=$((checks + 1))
    cmp -s "$work/old.xml" "$work/new.xml" && { failures=$((failures + 1)); echo "FAILED: nothing edited: $2"; }
    expect "$1" "$virtcanon" diff "$work/old.xml" "$work/new.xml"
}

expect 0 "$virtcanon" diff "$work/old.xml" "$work/old.xml"
holds test ! -s "$work/out"

changed 1 "s/slot='5'/slot='8'/"
has "$work/out" "Linux renames the interface"
has "$work/out" "^guest ABI"
lacks "$work/out" "^host side"
changed 1 's/<name>one/<name>two/'
has "$work/out" "^identity"
changed 1 's/<memory unit=.MiB.>512/<memory unit="MiB">513/'
changed 1 's/<vcpu>2/<vcpu>3/'
changed 1 "s/check='none'/check='partial'/"
has "$work/out" "although the guest sees the same"
changed 1 's/pc-q35-9.2/pc-q35-10.0/'
has "$work/out" "mainboard"

# What stands on the host, and what only makes it faster.
changed 0 's/a.img/b.img/'
has "$work/out" "^host side"
has "$work/out" "'/srv/a.img' -> '/srv/b.img'"
changed 0 's/<vcpu>/<vcpu cpuset="0-1">/'
has "$work/out" "^tuning"
changed 0 's/<uuid>/<title>a title<\/title><uuid>/'
has "$work/out" "^information"

# Seen by the guest, but let through.
changed 0 "s/port='1'/port='2'/"
has "$work/out" "^warning: guest ABI, but libvirt accepts it"
changed 0 's/<\/os>/<cmdline>quiet<\/cmdline><\/os>/'
has "$work/out" "^warning"

# An address that only the old document writes.
changed 1 "s/<address type='usb'[^>]*>//"
has "$work/out" "^left open"
expect 0 "$virtcanon" diff "$work/new.xml" "$work/old.xml"

# <driver> on a virtio card counts, on another card it does not.
changed 1 "s/<model type='virtio'\/>/&<driver name='qemu'\/>/"
changed 0 "s/<model type='e1000e'\/>/&<driver name='qemu'\/>/"

# A card that goes is one difference, not twelve; the other one is not touched.
sed '/:00:01/,/<\/interface>/d; s/.*<interface type=.network.>$/&/' "$work/old.xml" |
    awk '/<interface/ { held = $0; next } held != "" && /<mac/ { print held; held = "" } { if (held == "") print }' > "$work/new.xml"
expect 1 "$virtcanon" diff "$work/old.xml" "$work/new.xml"
has "$work/out" "removed 'type='network' mac address='52:54:00:00:00:01''"
holds test "$(grep -c '/domain/devices/interface' "$work/out")" -eq 1

# Features in another order.
changed 1 '/policy=.optional/{h;d}; /policy=.require/{G}'
has "$work/out" "refuses another order"

# What a migration needs.
expect 0 "$virtcanon" diff --migration "$work/old.xml" "$work/old.xml"
has "$work/out" "optional turns into require"
has "$work/out" "machine type pc-q35-9.2"
sed 's/mode=.custom. match=.exact. check=.none./mode="host-passthrough"/; /<model fallback/d; /<feature/d
     s/<vcpu>2/<vcpu current="2">3/
     s/<os>/<vcpus><vcpu id="0" enabled="yes" hotpluggable="no"\/><vcpu id="1" enabled="no" hotpluggable="yes"\/><vcpu id="2" enabled="yes" hotpluggable="yes"\/><\/vcpus><os>/' \
    "$work/old.xml" > "$work/new.xml"
expect 0 "$virtcanon" diff -m "$work/new.xml" "$work/new.xml"
has "$work/out" "cpu-hotplug"
has "$work/out" "host-passthrough shows the guest"

# The same file on two hosts: the alias q35 stands for another machine.
sed 's/pc-q35-9.2/q35/' "$work/old.xml" > "$work/new.xml"
expect 1 "$virtcanon" diff --old-host qemu-7.2-x86_64 --new-host qemu-10.0-x86_64 "$work/new.xml" "$work/new.xml"
has "$work/out" "pc-q35-7.2"
expect 0 "$virtcanon" diff --host qemu-7.2-x86_64 "$work/new.xml" "$work/new.xml"

# Status 2, with the reason.
expect 2 "$virtcanon" diff "$work/old.xml" "$work/missing.xml"
changed 2 's/<memory unit=.MiB./<memory unit="bananas"/'
has "$work/err" ":4:.*error:"
expect 2 "$virtcanon" diff "$work/old.xml"
expect 2 "$virtcanon" diff --format yaml "$work/old.xml" "$work/old.xml"

# JSON.
changed 1 "s/slot='5'/slot='8'/; s/one</two \"quoted\" and \\\\ </"
expect 1 "$virtcanon" diff --format json "$work/old.xml" "$work/new.xml"
has "$work/out" '"same": false'
has "$work/out" '"class": "guest", "change": "changed", "group": "/domain/devices/interface\[1\]"'
has "$work/out" '"rule": "nic_address"'
has "$work/out" 'two \\"quoted\\" and \\\\'

# SARIF: errors for what libvirt refuses, in the new file, with the place in the old one.
expect 1 "$virtcanon" diff --format sarif "$work/old.xml" "$work/new.xml"
has "$work/out" '"ruleId": "nic_address"'
has "$work/out" '"relatedLocations": .*old.xml"}, "region": {"startLine": [0-9]*,'
if command -v python3 > "$work/err"; then
    holds python3 -c "
import json, sys
run = json.load(open('$work/out'))['runs'][0]
rules = [r['id'] for r in run['tool']['driver']['rules']]
assert len(rules) == len(set(rules)) and {r['ruleId'] for r in run['results']} == set(rules)
assert all(r['level'] == 'error' for r in run['results']) and len(run['results']) == 2
"
fi
changed 0 's/a.img/b.img/'
expect 0 "$virtcanon" diff --format sarif "$work/old.xml" "$work/new.xml"
has "$work/out" '"level": "note"'
expect 0 "$virtcanon" diff --format sarif "$work/old.xml" "$work/old.xml"
has "$work/out" '"results": \[\]'

# Fingerprints.
sed 's/a.img/b.img/; s/<name>one/<name>two/' "$work/old.xml" > "$work/clone.xml"
sed 's/<vcpu>2/<vcpu>3/' "$work/old.xml" > "$work/other.xml"
expect 0 "$virtcanon" id "$work/old.xml" "$work/clone.xml" "$work/other.xml"
has "$work/out" "^abi1:[0-9a-f]\{32\}  .*/old.xml$"
holds test "$(cut -d' ' -f1 "$work/out" | sort -u | wc -l)" -eq 2
expect 0 "$virtcanon" id --group "$work/other.xml" "$work/old.xml" "$work/clone.xml"
holds test "$(grep -c '^abi1:' "$work/out")" -eq 2
has "$work/out" "^  .*/clone.xml$"
expect 2 "$virtcanon" id "$work/missing.xml" "$work/old.xml"
has "$work/out" "/old.xml$"

# The manual lists every place of class accepted.
xsltproc --nonet "$here/../accepted.xsl" "${BUILD:-build}/gen/docs.xml" | sort -u > "$work/places"
holds test -s "$work/places"
while read -r place; do
    holds grep -q "\`$place\`" "$here/../../docs/diff.md"
done < "$work/places"

finish
