#!/bin/sh
# What docs/git.md promises, tried with git in a scratch repository; and diff against the document of a running guest.
. "$(dirname "$0")/lib.sh"
root=$(pwd)
mkdir -p "$work/site/guests" "$work/bin"
ln -s "$virtcanon" "$work/bin/virtcanon"
PATH="$work/bin:$PATH"
if ! command -v git > "$work/out"; then
    echo "skipped: git is not there"
    exit 0
fi
cd "$work/site" || exit 1
HOME=$work GIT_CONFIG_NOSYSTEM=1
export HOME GIT_CONFIG_NOSYSTEM
git init -q -b main . > "$work/out" 2>&1
git config user.name tester
git config user.email tester@example.com
git config core.pager cat

# The settings of the page.
sed -n '/^## In `git diff`/,/^## /p' "$root/docs/git.md" | sed -n 's/^    \(git config .*\|echo .*\)$/\1/p' > settings
holds test "$(wc -l < settings)" -eq 3
sh -e settings
guest web > guests/web.xml
guest db > guests/db.xml
echo '<network><name>n</name></network>' > guests/net.xml
git add -A
git commit -qm 'Add guests'

# Only written differently: no difference for textconv, no difference for the guest.
sed -i "s/<target dev='vda'\/>/<target bus=\"virtio\" dev=\"vda\"\/>/; s/<!-- the small one -->/<!-- the small web server -->/" guests/web.xml
expect 0 git diff guests/web.xml
has "$work/out" "virtcanon diff guests/web.xml"
has "$work/out" "the guest stays the same"
expect 0 git diff --no-ext-diff guests/web.xml
has "$work/out" "^+ *<!-- the small web server -->"
lacks "$work/out" "bus="
git commit -qam 'Write web.xml differently'

# What the guest notices, in both.
git checkout -q -b change
sed -i "s/machine='pc'/machine='q35'/; s/<memory unit='MiB'>512/<memory unit='MiB'>1024/" guests/web.xml
expect 0 git diff
has "$work/out" "^guest ABI: libvirt refuses it"
has "$work/out" "'524288' -> '1048576'"
expect 0 git diff --no-ext-diff
has "$work/out" "^+ *<controller type='pci' index='0' model='pcie-root'/>"
git commit -qam 'More memory'
expect 0 git log -1 -p --ext-diff
has "$work/out" "^guest ABI"

# New, deleted, renamed, broken files, other documents, and conflicts stop nothing.
guest new > guests/new.xml
git mv guests/db.xml guests/base.xml
sed -i 's/512/513/' guests/base.xml
echo '<network><name>m</name></network>' > guests/net.xml
git add -A
expect 0 git diff --cached
has "$work/out" "virtcanon diff guests/db.xml guests/base.xml"
has "$work/out" "a new file"
has "$work/out" "not compared"
expect 0 git diff --cached --no-ext-diff guests/net.xml
has "$work/out" "^+<network><name>m</name></network>"
git commit -qm 'Rename'
git rm -q guests/new.xml
expect 0 git diff --cached
has "$work/out" "the file is deleted"
git reset -q --hard
git checkout -q main
sed -i 's/512/600/' guests/web.xml
git commit -qam 'Less memory'
git merge change > "$work/out" 2>&1
expect 0 git diff guests/web.xml
git merge --abort
git checkout -q change
expect 2 virtcanon diff --git a b

# The check of a pull request: the state where the branch began counts, not what main did meanwhile.
expect 1 "$root/tools/ci/guest-changes" main
has "$work/out" "^guests/web.xml$"
has "$work/out" "'524288' -> '1048576'"
has "$work/out" "^guests/base.xml$"
lacks "$work/out" "net.xml"
expect 1 "$root/tools/ci/guest-changes" main change guests/web.xml
lacks "$work/out" "base.xml"
git checkout -q -b harmless main
sed -i 's/web.img/www.img/' guests/web.xml
git commit -qam 'Another image'
expect 0 "$root/tools/ci/guest-changes" main
has "$work/out" "^host side"
sed -i 's/<memory /<memori /' guests/web.xml
git commit -qam 'Typo'
expect 2 "$root/tools/ci/guest-changes" main
has "$work/err" "new/guests/web.xml:4:"
expect 2 "$root/tools/ci/guest-changes" nowhere

# Before `virsh define`, and against a running guest: what libvirt adds while it runs is no difference.
guest web > now.xml
virtcanon canon --libvirt now.xml |
    sed "s/<domain type='kvm'>/<domain type='kvm' id='3'>/
         s/<source file='.*'\/>/<source file='\/srv\/web.img' index='1'\/><backingStore type='file' index='2'><format type='raw'\/><source file='\/srv\/base.img'\/><backingStore\/><\/backingStore><alias name='virtio-disk0'\/>/
         s/<os>/<resource><partition>\/machine<\/partition><\/resource><os>/
         s/<\/devices>/&<seclabel type='dynamic' model='dac' relabel='yes'><label>+107:+107<\/label><imagelabel>+107:+107<\/imagelabel><\/seclabel>/" > running.xml
has running.xml "backingStore"
has running.xml "imagelabel"
expect 0 virtcanon diff running.xml now.xml
holds test ! -s "$work/out"
expect 0 virtcanon diff now.xml running.xml
holds test ! -s "$work/out"
sed "s/ id='3'//" running.xml > written.xml
expect 0 virtcanon diff written.xml now.xml
has "$work/out" "backingStore removed"
sed -i 's/512/640/' now.xml
expect 1 virtcanon diff running.xml now.xml
expect 0 sh -c "virtcanon pin running.xml | virtcanon diff running.xml -"
finish
