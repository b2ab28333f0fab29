#!/bin/sh
# What pin does to files: nothing is taken away, in place and atomically, as a unified diff, --check, encodings.
. "$(dirname "$0")/lib.sh"
guest one > "$work/one.xml"
guest two > "$work/two.xml"

# Standard output; what stands in the file stays; the canonical form is the same; twice is once.
expect 0 "$virtcanon" pin "$work/one.xml"
cp "$work/out" "$work/pinned.xml"
has "$work/out" "machine='pc-i440fx-10.0'"
has "$work/out" "<!-- the small one -->"
has "$work/out" "<memory unit='MiB'>512</memory>"
has "$work/out" "<target dev='vda'/><address type='pci' "
"$virtcanon" canon "$work/one.xml" > "$work/canon.xml"
holds sh -c "'$virtcanon' canon '$work/pinned.xml' | cmp - '$work/canon.xml'"
holds sh -c "'$virtcanon' pin '$work/pinned.xml' | cmp - '$work/pinned.xml'"
holds sh -c "'$virtcanon' pin - < '$work/one.xml' | cmp - '$work/pinned.xml'"
expect 0 "$virtcanon" pin --host qemu-7.2-x86_64 "$work/one.xml"
has "$work/out" "pc-i440fx-7.2"

# A unified diff that patch(1) takes.
expect 0 "$virtcanon" pin --diff "$work/one.xml"
cp "$work/out" "$work/one.patch"
lacks "$work/one.patch" "^-.*<memory"
cp "$work/one.xml" "$work/patched.xml"
if command -v patch > "$work/out"; then
    holds sh -c "patch -s '$work/patched.xml' < '$work/one.patch'"
    holds cmp "$work/patched.xml" "$work/pinned.xml"
fi
printf '%s' "$(guest three)" > "$work/three.xml" # no line end at the end of the file
expect 0 "$virtcanon" pin --diff "$work/three.xml"
has "$work/out" "^ </domain>$"
has "$work/out" "No newline at end of file"
expect 0 "$virtcanon" pin --diff "$work/pinned.xml"
holds test ! -s "$work/out"

# --check is 1 and lists what leaves something open; --in-place keeps mode and symbolic links.
chmod 640 "$work/one.xml"
expect 1 "$virtcanon" pin --check "$work/one.xml" "$work/pinned.xml" "$work/two.xml"
holds test "$(wc -l < "$work/out")" = 2
expect 1 "$virtcanon" pin --check --diff "$work/one.xml"
has "$work/out" "^+.*<uuid>"
expect 0 "$virtcanon" pin --in-place "$work/one.xml"
holds cmp "$work/one.xml" "$work/pinned.xml"
holds test "$(stat -c %a "$work/one.xml")" = 640
expect 0 "$virtcanon" pin --check "$work/one.xml"
ln -s two.xml "$work/link.xml"
expect 0 "$virtcanon" pin -i "$work/link.xml"
holds test -L "$work/link.xml"
expect 0 "$virtcanon" pin --check "$work/two.xml"
holds test "$(ls "$work" | grep -c XXXX)" = 0

# A file in which nothing is open is not written again.
touch -d '2020-01-01' "$work/one.xml"
expect 0 "$virtcanon" pin -i "$work/one.xml"
holds test "$(stat -c %Y "$work/one.xml")" = "$(date -d '2020-01-01' +%s)"

# Drawn at random, once.
guest dice > "$work/dice.xml"
"$virtcanon" pin --random "$work/dice.xml" > "$work/dice1.xml"
"$virtcanon" pin --random "$work/dice.xml" > "$work/dice2.xml"
holds sh -c "! cmp -s '$work/dice1.xml' '$work/dice2.xml'"
holds sh -c "'$virtcanon' pin --random '$work/dice1.xml' | cmp - '$work/dice1.xml'"

# A byte order mark stays; an encoding without bytes for tags is refused, and the file left as it is.
{ printf '\357\273\277'; guest mark; } > "$work/mark.xml"
expect 0 "$virtcanon" pin "$work/mark.xml"
holds test "$(head -c 3 "$work/out" | od -An -tx1 | tr -d ' ')" = efbbbf
guest wide > "$work/narrow.xml"
if iconv -f UTF-8 -t UTF-16 "$work/narrow.xml" > "$work/wide.xml" 2> "$work/err"; then
    cp "$work/wide.xml" "$work/wide.orig"
    expect 1 "$virtcanon" pin -i "$work/wide.xml"
    has "$work/err" "pin-encoding"
    holds cmp "$work/wide.xml" "$work/wide.orig"
fi

# Refused and unreadable documents; the others are still done.
echo "<domain type='kvm'><name>x</name>" > "$work/broken.xml"
expect 1 "$virtcanon" pin "$work/broken.xml" "$work/one.xml"
has "$work/out" "<name>one</name>"
has "$work/err" "broken.xml:.*error:"
expect 2 "$virtcanon" pin "$work/none.xml" "$work/one.xml"
has "$work/out" "<name>one</name>"
expect 2 "$virtcanon" pin
expect 2 "$virtcanon" pin --check --in-place "$work/one.xml"
expect 2 "$virtcanon" pin --in-place -
expect 2 sh -c "'$virtcanon' pin '$work/one.xml' > /dev/full"

# libvirt gives a port without a number the one that a later port names, and prints both. Read again, that is refused.
cat > "$work/ports.xml" <<'END'
<domain type='qemu'>
  <name>ports</name>
  <memory>1048576</memory>
  <os>
    <type arch='x86_64' machine='pc-q35-10.0'>hvm</type>
  </os>
  <devices>
    <serial type='pty'/>
    <serial type='pty'><target type='isa-serial'/></serial>
    <serial type='pty'><target port='-1'/></serial>
    <serial type='pty'><target port='0'/></serial>
  </devices>
</domain>
END
expect 0 "$virtcanon" canon "$work/ports.xml"
expect 1 "$virtcanon" pin "$work/ports.xml"
has "$work/err" 'error: what was chosen cannot be written into this document.*\[pin-unstable\]'
finish
