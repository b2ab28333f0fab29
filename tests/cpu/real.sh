#!/bin/sh
# What the CPU models say against a real QEMU and a real libvirt, where they are installed: `make check-cpu`.
#   - QEMU accepts what `cpu qemu` writes for each model, with a feature on and another off, under TCG
#   - QEMU's models have the features of our tables, but for the few that tests/cpu/qemu.known lists
#   - `cpu host` is the CPU that libvirt finds in this machine (needs the right to run libvirt's QEMU driver)
cd "$(dirname "$0")/../.." || exit 2
BUILD=${BUILD:-build}
virtcanon=$PWD/$BUILD/virtcanon
qemu=$(command -v qemu-system-x86_64)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

accepts() {
    echo '{"execute":"qmp_capabilities"}{"execute":"quit"}' |
        timeout 60 "$qemu" -accel tcg -machine q35 -nodefaults -display none -S -qmp stdio -cpu "$1" > "$work/out" 2>&1
}

if [ -n "$qemu" ]; then
    n=0
    for model in $("$virtcanon" cpu list | cut -f 1); do
        echo "<cpu><model vendor_id='GenuineIntel'>$model</model><feature policy='require' name='ss'/>
              <feature policy='disable' name='pclmuldq'/><feature policy='disable' name='osxsave'/></cpu>" > "$work/cpu.xml"
        string=$("$virtcanon" cpu qemu "$work/cpu.xml" 2> /dev/null) || continue
        n=$((n + 1))
        accepts "$string" && continue
        bad=$((bad + 1))
        echo "QEMU refuses -cpu $string: $(grep -v '^{' "$work/out" | head -n 1)"
    done
    echo "$n models given to QEMU"
    "$BUILD/cpugen" news "$qemu" data/cpu/x86-features.cpu data/cpu/x86-models.cpu | grep lacks > "$work/lacks"
    diff tests/cpu/qemu.known "$work/lacks" || bad=$((bad + 1))
fi

if virsh -q -c "qemu:///embed?root=$work/root" capabilities > "$work/caps.xml" 2> /dev/null; then
    "$virtcanon" cpu host > "$work/host.xml"
    sed -n '/<cpu>/,/<\/cpu>/p' "$work/caps.xml" | sed 's/^    //' | grep -v '<topology\|<pages' > "$work/want.xml"
    diff "$work/want.xml" "$work/host.xml" && echo "cpu host is what libvirt finds" || bad=$((bad + 1))
fi
echo "$bad disagreements"
[ $bad -eq 0 ]
