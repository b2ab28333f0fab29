#!/bin/sh
# validate without --host: what only some hosts refuse is no error; and what guests of one run must not share.
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
finish
