#!/bin/sh
# How canon treats files: in place, --check, --output, standard input, what cannot be read or written.
. "$(dirname "$0")/lib.sh"
guest one > "$work/one.xml"
guest two > "$work/two.xml"

expect 0 "$virtcanon" canon "$work/one.xml"
has "$work/out" "machine='pc-i440fx-10.0'"
has "$work/out" "<!-- the small one -->"
expect 0 "$virtcanon" canon --libvirt "$work/one.xml"
lacks "$work/out" "<!--"
expect 0 sh -c "'$virtcanon' canon - < '$work/one.xml'"
has "$work/out" "<name>one</name>"

# --check is 1 and lists what is not canonical; --in-place makes it so, and keeps mode.
chmod 640 "$work/one.xml"
expect 1 "$virtcanon" canon --check "$work/one.xml" "$work/two.xml"
has "$work/out" "two.xml"
expect 0 "$virtcanon" canon --in-place "$work/one.xml"
holds test "$(stat -c %a "$work/one.xml")" = 640
expect 0 "$virtcanon" canon --check "$work/one.xml"
cp -p "$work/one.xml" "$work/before.xml"
expect 0 "$virtcanon" canon --in-place "$work/one.xml"
holds cmp "$work/one.xml" "$work/before.xml"

# A symbolic link stays one.
ln -s two.xml "$work/link.xml"
expect 0 "$virtcanon" canon -i "$work/link.xml"
holds test -L "$work/link.xml"
expect 0 "$virtcanon" canon --check "$work/two.xml"

# Nothing is written when the document is refused.
echo "<domain type='kvm'><name>x</name>" > "$work/broken.xml"
cp "$work/broken.xml" "$work/broken.orig"
expect 1 "$virtcanon" canon --in-place "$work/broken.xml"
holds cmp "$work/broken.xml" "$work/broken.orig"
expect 1 "$virtcanon" canon --output "$work/never.xml" "$work/broken.xml"
holds test ! -e "$work/never.xml"
expect 0 "$virtcanon" canon --output "$work/made.xml" "$work/one.xml"
holds cmp "$work/made.xml" "$work/one.xml"

# Unreadable, unwritable: 2, and the other files are still done.
expect 2 "$virtcanon" canon "$work/none.xml" "$work/one.xml"
has "$work/out" "<name>one</name>"
has "$work/err" "none.xml: error: "
expect 2 "$virtcanon" canon "$work"
expect 2 "$virtcanon" canon --output "$work/no/such/folder.xml" "$work/one.xml"
expect 2 sh -c "'$virtcanon' canon '$work/one.xml' > /dev/full"
expect 1 "$virtcanon" canon "$work/broken.xml" "$work/one.xml"
has "$work/out" "<name>one</name>"
holds test "$(ls "$work" | grep -c XXXX)" = 0
finish
