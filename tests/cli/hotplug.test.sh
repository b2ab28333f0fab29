#!/bin/sh
# What attach, detach and update answer: against the answers of a real libvirt 11.3 with QEMU 10.0 in tests/data/hotplug
# (`devices` holds a name and a device a line; `answers` what each does to a domain: the lines that differ), then the
# command's own options and messages.
. "$(dirname "$0")/lib.sh"
data=$(cd "$(dirname "$0")/../data/hotplug" && pwd)
host=qemu-10.0-x86_64

while read -r name device; do
    printf '%s\n' "$device" > "$work/$name.device"
done < "$data/devices"
for domain in "$data"/*.xml; do
    "$virtcanon" canon --libvirt --host $host "$domain" > "$work/$(basename "$domain")"
done

# answer DOMAIN DEVICE MODE: in the form of the file `answers`; DEVICE begins with the command.
answer() {
    "$virtcanon" "${2%%-*}" "--$3" --libvirt --host $host "$data/$1.xml" "$work/$2.device" > "$work/new" 2> "$work/err"
    status=$?
    echo "== $1 $2 $3"
    if [ $status -eq 1 ] && [ -s "$work/err" ]; then
        echo refused
    elif [ $status -ne 0 ]; then
        echo "status $status"
    elif [ "${2%%-*} $3" = 'detach live' ]; then
        echo accepted # when the device goes is up to the guest
    else
        diff "$work/$1.xml" "$work/new" | grep '^[<>]' || echo unchanged
    fi
}

grep '^==' "$data/answers" | while read -r mark domain device mode; do
    answer "$domain" "$device" "$mode"
done > "$work/answers"
checks=$((checks + $(grep -c '^==' "$data/answers") - 1))
holds diff "$data/answers" "$work/answers"

# --- the command ---

cat > "$work/guest.xml" << 'XML'
<domain type='kvm'>
  <!-- the only one -->
  <name>one</name>
  <memory unit='MiB'>512</memory>
  <os><type arch='x86_64' machine='pc-q35-9.2'>hvm</type></os>
  <devices>
    <disk type='file'><source file='/srv/a.img'/><target dev='vda'/></disk>
    <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
    <interface type='user'><mac address='52:54:00:00:00:02'/><alias name='ua-two'/></interface>
  </devices>
</domain>
XML
echo "<disk type='file'><source file='/srv/b.img'/><target dev='vdb'/></disk>" > "$work/disk.xml"
echo "<disk type='file'><source file='/srv/b.img'/>
  <target dev='vda'/></disk>" > "$work/taken.xml"
echo "<interface type='user'/>" > "$work/nic.xml"
echo "<interface type='user'><alias name='ua-two'/></interface>" > "$work/two.xml"
echo "<sound model='ich6'/>" > "$work/sound.xml"
echo "<frobnicate/>" > "$work/strange.xml"
echo "<disk" > "$work/broken.xml"

expect 0 "$virtcanon" attach --host $host --device "$work/guest.xml" "$work/disk.xml"
has "$work/out" "^<disk type='file' device='disk'>"
has "$work/out" "type='pci' domain='0x0000' bus='0x0[1-9]'"
lacks "$work/out" "<domain"
expect 0 "$virtcanon" attach --host $host "$work/guest.xml" "$work/disk.xml"
has "$work/out" "the only one"
has "$work/out" "dev='vda'"
has "$work/out" "dev='vdb'"
expect 0 "$virtcanon" attach --host $host --explain "$work/guest.xml" "$work/disk.xml"
has "$work/out" "disk\[2\].*address"
lacks "$work/out" "disk\[1\]"
expect 0 "$virtcanon" attach --host $host --format json "$work/guest.xml" "$work/disk.xml"
has "$work/out" '"done": true'
has "$work/out" '"device": "<disk'
expect 1 "$virtcanon" attach --host $host --format json "$work/guest.xml" "$work/taken.xml"
has "$work/out" '"done": false'
has "$work/out" '"rule": "disk-name-twice"'

expect 1 "$virtcanon" attach --host $host "$work/guest.xml" "$work/taken.xml"
has "$work/err" "taken.xml:1:1: error: .*'vda'"
lacks "$work/out" .
expect 1 "$virtcanon" attach --host $host "$work/guest.xml" "$work/sound.xml"
has "$work/err" "only in its definition \[plug-kind\]"
expect 0 "$virtcanon" attach --host $host --config "$work/guest.xml" "$work/sound.xml"
has "$work/out" "model='ich6'"
expect 1 "$virtcanon" attach --host $host "$work/guest.xml" "$work/strange.xml"
has "$work/err" "plug-kind"
expect 1 "$virtcanon" attach --host $host "$work/guest.xml" "$work/broken.xml"
expect 1 "$virtcanon" attach --host $host "$work/broken.xml" "$work/disk.xml"
expect 1 "$virtcanon" detach --host $host "$work/guest.xml" "$work/nic.xml"
has "$work/err" "52:54:00:00:00:01.*line 8.*52:54:00:00:00:02.*line 9.*plug-many"
expect 0 "$virtcanon" detach --host $host --device "$work/guest.xml" "$work/two.xml"
has "$work/out" "52:54:00:00:00:02"
expect 1 "$virtcanon" detach --host $host "$work/guest.xml" "$work/disk.xml"
has "$work/err" "there is .*vda.*plug-none"
# Names are what is written; numbers have more than one spelling.
echo "<disk><target dev='VDA'/></disk>" > "$work/case.xml"
expect 1 "$virtcanon" detach --host $host "$work/guest.xml" "$work/case.xml"
has "$work/err" "plug-none"
echo "<controller type='pci' index='00'/>" > "$work/root.xml"
expect 0 "$virtcanon" detach --host $host --config "$work/guest.xml" "$work/root.xml"

# A hole is used again; a MAC address never twice.
cp "$work/guest.xml" "$work/g.xml"
expect 0 "$virtcanon" attach --host $host -i --device "$work/g.xml" "$work/nic.xml"
cp "$work/out" "$work/first.xml"
cp "$work/g.xml" "$work/before.xml"
expect 0 "$virtcanon" detach --host $host -i "$work/g.xml" "$work/two.xml"
lacks "$work/g.xml" "52:54:00:00:00:02"
expect 0 "$virtcanon" attach --host $host -i "$work/g.xml" "$work/nic.xml"
holds test "$(grep -c "<mac" "$work/g.xml")" = 3
holds test "$(grep "<mac" "$work/g.xml" | sort | uniq -d | wc -l)" = 0
hole=$(grep -A9 "52:54:00:00:00:02" "$work/before.xml" | grep -m1 "<address")
has "$work/g.xml" "$hole"

# Of two that exclude one another the one that comes is wrong, whatever the order of the questions.
cat > "$work/full.xml" << 'XML'
<domain type='kvm'>
  <name>full</name>
  <memory unit='MiB'>512</memory>
  <os><type arch='x86_64' machine='pc-i440fx-9.2'>hvm</type></os>
  <devices>
    <interface type='user'>
      <address type='pci' domain='0' bus='0' slot='9' function='0'/>
    </interface>
    <input type='tablet' bus='usb'><address type='usb' bus='0' port='1'/></input>
    <rng model='virtio'><backend model='random'>/dev/random</backend><alias name='ua-one'/></rng>
    <redirdev bus='usb' type='tcp'><source mode='connect' host='h' service='1'/><boot order='3'/></redirdev>
  </devices>
</domain>
XML
# clash PATTERN DISK-CONTENT...
clash() {
    echo "<disk type='file'><source file='/srv/b.img'/>$2</disk>" > "$work/clash.xml"
    expect 1 "$virtcanon" attach --host $host "$work/full.xml" "$work/clash.xml"
    has "$work/err" "clash.xml:1:.*$1"
}
clash "belongs to the <interface> at line 6" \
    "<target dev='vda'/><address type='pci' domain='0' bus='0' slot='9' function='0'/>"
clash "<input> of line 9" "<target dev='sda' bus='usb'/><address type='usb' bus='0' port='1'/>"
clash "at line 10" "<target dev='vda'/><alias name='ua-one'/>"
clash "at line 11" "<target dev='vda'/><boot order='3'/>"
sed 's/kvm/xen/' "$work/full.xml" > "$work/xen.xml"
expect 1 "$virtcanon" attach --config "$work/xen.xml" "$work/disk.xml"

# What it takes and what not.
expect 2 "$virtcanon" attach "$work/guest.xml"
expect 2 "$virtcanon" attach "$work/guest.xml" "$work/none.xml"
expect 2 "$virtcanon" attach --live --config "$work/guest.xml" "$work/disk.xml"
expect 2 "$virtcanon" attach -i - "$work/disk.xml"
expect 2 "$virtcanon" attach --format yaml "$work/guest.xml" "$work/disk.xml"
expect 0 sh -c "'$virtcanon' update --host $host --device '$work/guest.xml' - < '$work/two.xml' || [ \$? -eq 1 ]"
expect 0 "$virtcanon" help detach
finish
