#!/bin/sh
# validate: what only some hosts refuse, what guests of one run must not share, what the host does not have.
. "$(dirname "$0")/lib.sh"

# One that QEMU 9.0 is the last to accept.
cat > "$work/lun.xml" << XML
<domain type='kvm'>
  <name>lun</name>
  <memory unit='GiB'>1</memory>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices>
    <disk type='block' device='lun'>
      <driver name='qemu' type='raw'/>
      <source dev='/dev/sdx'/>
      <target dev='vda' bus='virtio'/>
    </disk>
  </devices>
</domain>
XML
expect 0 "$virtcanon" validate "$work/lun.xml"
has "$work/err" "lun.xml:6:5: warning: QEMU 9.0 accepts this, QEMU 10.0 does not: .*'scsi'.*\[disk.lun-bus\]"
lacks "$work/err" "error:"
expect 1 "$virtcanon" validate --host qemu-10.0-x86_64 "$work/lun.xml"
has "$work/err" "lun.xml:6:5: error: .*\[disk.lun-bus\]"
expect 0 "$virtcanon" validate --host qemu-9.0-x86_64 "$work/lun.xml"
lacks "$work/err" "lun-bus"

# A machine that only an older QEMU has, and one that none has.
guest old | sed "s/machine='[^']*'/machine='pc-i440fx-1.4'/" > "$work/old.xml"
expect 0 "$virtcanon" validate "$work/old.xml"
has "$work/err" "warning: QEMU [0-9.]* accepts this, QEMU 10.0 does not: .*'pc-i440fx-1.4'.*\[machine-unsupported\]"
guest none | sed "s/machine='[^']*'/machine='pc-i440fx-99.0'/" > "$work/none.xml"
expect 0 "$virtcanon" validate "$work/none.xml"
has "$work/err" "warning: .*has no machine type 'pc-i440fx-99.0' \[machine-unsupported\]"
expect 1 "$virtcanon" validate --host qemu-10.0-x86_64 "$work/none.xml"
has "$work/err" "error: .*\[machine-unsupported\]"

# What no host accepts is an error with and without one.
guest a/b > "$work/slash.xml"
expect 1 "$virtcanon" validate "$work/slash.xml"
has "$work/err" "error: .*\[name-slash\]"
# What two guests cannot have at the same time, each told at its place in the second file.
for name in first second; do
    cat > "$work/$name.xml" << XML
<domain type='kvm'>
  <name>same</name>
  <uuid>2F8B0A56-6C4B-4C8E-9D43-0A6F2F1C7B11</uuid>
  <memory unit='GiB'>1</memory>
  <os>
    <type arch='x86_64' machine='pc-q35-10.0'>hvm</type>
    <loader readonly='yes' type='pflash'>/fw/CODE.fd</loader>
    <nvram>/fw/one_VARS.fd</nvram>
  </os>
  <features><acpi/></features>
  <devices>
    <disk type='file'><source file='/srv/one.img'/><target dev='vda'/></disk>
    <disk type='file' device='cdrom'><source file='/srv/one.iso'/><target dev='sda'/></disk>
    <interface type='network'><mac address='52:54:00:aa:bb:cc'/><source network='default'/></interface>
    <serial type='tcp'><source mode='bind' host='127.0.0.1' service='4444'/></serial>
    <channel type='unix'><source mode='bind' path='/run/one.sock'/><target type='virtio' name='a'/></channel>
    <graphics type='vnc' port='5901' websocket='5799'/>
    <hostdev mode='subsystem' type='pci' managed='yes'><source>
      <address domain='0' bus='0x3' slot='0' function='0'/></source></hostdev>
    <hostdev mode='subsystem' type='usb'><source>
      <vendor id='0x1234'/><product id='0xabcd'/></source></hostdev>
    <vsock><cid address='7'/></vsock>
  </devices>
</domain>
XML
done
expect 0 "$virtcanon" validate "$work/first.xml" "$work/second.xml"
lacks "$work/err" "first.xml:.*elsewhere"
while read -r line rule; do
    has "$work/err" "second.xml:$line:[0-9]*: warning: .*first.xml, line $line, .*\[$rule\]"
done << TABLE
2 name-elsewhere
3 uuid-elsewhere
8 nvram-elsewhere
12 disk-elsewhere
14 mac-elsewhere
15 socket-elsewhere
16 socket-elsewhere
17 graphics-port-elsewhere
18 hostdev-elsewhere
20 hostdev-elsewhere
22 vsock-cid-elsewhere
TABLE
has "$work/err" "second.xml:17:.*'*5799"
lacks "$work/err" "second.xml:13:.*elsewhere"

# Pins to CPUs and nodes that the host's profile does not have.
cat > "$work/pins.xml" << XML
<domain type='kvm'>
  <name>pins</name>
  <memory unit='GiB'>64</memory>
  <vcpu cpuset='0-9'>2</vcpu>
  <iothreads>1</iothreads>
  <cputune>
    <vcpupin vcpu='0' cpuset='7'/>
    <vcpupin vcpu='1' cpuset='8'/>
    <emulatorpin cpuset='4-99'/>
    <iothreadpin iothread='1' cpuset='12'/>
  </cputune>
  <numatune>
    <memory mode='strict' nodeset='0,2'/>
    <memnode cellid='0' mode='strict' nodeset='3'/>
  </numatune>
  <os><type arch='x86_64' machine='pc-q35-10.0'>hvm</type></os>
  <cpu><numa><cell id='0' cpus='0-1' memory='64' unit='GiB'/></numa></cpu>
</domain>
XML
host=$(dirname "$0")/../../hosts/qemu-10.0-x86_64.host
{
    cat "$host"
    printf 'node 0 cpus=0-3 memory=16000000\nnode 2 cpus=4-7 memory=16000000\n'
} > "$work/small.host"
expect 0 "$virtcanon" validate --host "$host" "$work/pins.xml"
lacks "$work/err" "outside-host"
expect 1 "$virtcanon" validate --host "$work/small.host" "$work/pins.xml"
has "$work/err" "pins.xml:3:3: warning: .*67108864 KiB of memory, the host only 32000000 KiB \[memory-outside-host\]"
has "$work/err" "pins.xml:4:9: warning: <vcpu> names CPU 8, .* has 0-7 \[cpu-outside-host\]"
lacks "$work/err" "pins.xml:7:.*outside"
has "$work/err" "pins.xml:8:23: error: <vcpupin> names only CPUs .*('8'); it has 0-7 \[start-cpuset\]"
has "$work/err" "pins.xml:9:18: warning: <emulatorpin> names CPU 8, .*\[cpu-outside-host\]"
has "$work/err" "pins.xml:10:31: error: <iothreadpin> names only CPUs that the host does not have ('12').*\[start-cpuset\]"
lacks "$work/err" "pins.xml:13:.*outside"
has "$work/err" "pins.xml:14:[0-9]*: error: <memnode> names the NUMA node 3, .* has 0,2 \[start-node\]"

# What does not start: an error where the user named the host that cannot, a warning where it is only assumed.
sed 's/ PIIX3_USB_UHCI//' "$host" > "$work/bare.host"
guest usb > "$work/usb.xml"
expect 0 "$virtcanon" validate --host "$host" "$work/usb.xml"
expect 1 "$virtcanon" validate --host "$work/bare.host" "$work/usb.xml"
has "$work/err" "error: there is no USB controller for this machine in QEMU 10.0 \[start-usb-model\]"
expect 0 "$virtcanon" canon --host "$work/bare.host" "$work/usb.xml"
sed 's/ CPU_DEPRECATED_PROPS//' "${host%/*}/qemu-10.0-s390x.host" > "$work/old.host"
cat > "$work/toggle.xml" << XML
<domain type='kvm'>
  <name>toggle</name>
  <memory unit='GiB'>1</memory>
  <os><type arch='s390x' machine='s390-ccw-virtio'>hvm</type></os>
  <cpu mode='host-model' deprecated_features='off'/>
</domain>
XML
expect 0 "$virtcanon" validate --host qemu-10.0-s390x "$work/toggle.xml"
expect 1 "$virtcanon" validate --host "$work/old.host" "$work/toggle.xml"
has "$work/err" "toggle.xml:5:26: error: .* \[start-cpu-deprecated-features-host\]"
cat > "$work/absent.xml" << XML
<domain type='kvm'>
  <name>absent</name>
  <memory unit='GiB'>1</memory>
  <os><type arch='x86_64' machine='pc-q35-10.0'>hvm</type></os>
  <cpu mode='custom' match='exact'><model fallback='forbid'>pentiumpro</model></cpu>
</domain>
XML
expect 1 "$virtcanon" validate --host "$host" "$work/absent.xml"
expect 0 "$virtcanon" validate "$work/absent.xml"
has "$work/err" "absent.xml:5:36: warning: QEMU 10.0 has no CPU model 'pentiumpro' .*\[start-cpu-absent\]"
expect 0 "$virtcanon" validate --no-warnings "$work/absent.xml"
lacks "$work/err" "start-cpu-absent"
expect 0 "$virtcanon" validate --explain start-cpu-absent
has "$work/out" "refuses to start the guest"
expect 0 "$virtcanon" host show "$work/small.host"
has "$work/out" "NUMA node 2: CPUs 4-7, 16000000 KiB"

# The manual page has all rules; each rule of the tables of warnings has a test.
expect 0 "$virtcanon" validate --explain list
tests=$(dirname "$0")/..
tables="$tests/../src/base/diag.def $tests/../src/base/start.def $tests/../src/base/warnings.def $tests/../src/base/warnings_across.def"
# shellcheck disable=SC2086
"$tests/../tools/rules-manual" $tables > "$work/rules.7"
holds test "$(sed -n 's/^\.It \([^ ]*\) .*/\1/p' "$work/rules.7" | sort -u | wc -l)" -eq "$(sort -u "$work/out" | wc -l)"
holds test "$(grep -c '^\.Bl ' "$work/rules.7")" -eq "$(grep -c '^\.El' "$work/rules.7")"
awk '$2 != "error" || /^start-/ { print $1 }' "$work/out" | while read -r rule; do
    [ "$("$virtcanon" validate --explain "$rule" | wc -l)" -gt 2 ] || continue
    cat "$tests"/data/check*/*.check "$tests"/data/start*/*.check "$tests"/cli/*.sh | grep -qw -e "$rule" || echo "$rule"
done > "$work/untested"
lacks "$work/untested" .
finish
