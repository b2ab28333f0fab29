#!/bin/sh
# `make conformance` on a small tree that looks like libvirt's source: the table of cases, what a test pretends about its
# host, verdicts and the report.
. "$(dirname "$0")/lib.sh"
tree=$work/tree
data=$tree/tests/qemuxmlconfdata
mkdir -p "$data" "$tree/tests/qemucapabilitiesdata" "$tree/tests/genericxml2xmlindata" "$tree/tests/genericxml2xmloutdata" \
    "$work/build"
ln -s "$virtcanon" "$work/build/virtcanon"
cp tests/data/host/caps_9.9.1_x86_64.replies "$tree/tests/qemucapabilitiesdata/"
echo "  version: '11.3.0'," > "$tree/meson.build"

cat > "$tree/tests/qemuxmlconftest.c" << 'C'
# define DO_TEST_CAPS_LATEST(name) something
    g_setenv("HOME", "/home/test", TRUE);
    DO_TEST_CAPS_LATEST("right");
    g_setenv("QEMU_AUDIO_DRV", "alsa", TRUE);
    DO_TEST_CAPS_LATEST("wrong");
    g_unsetenv("QEMU_AUDIO_DRV");
    DO_TEST_CAPS_LATEST_ABI_UPDATE("unstable");
    DO_TEST_CAPS_VER("right", "9.9.1");
    DO_TEST_CAPS_LATEST_PARSE_ERROR("bad");
    DO_TEST_FULL("bare", ".x86_64-latest",
                 ARG_CAPS_ARCH, "x86_64",
                 ARG_CAPS_VER, "latest",
                 ARG_FLAGS, FLAG_EXPECT_FAILURE,
                 ARG_QEMU_CAPS_DEL, QEMU_CAPS_PIIX3_USB_UHCI, QEMU_CAPS_LAST,
                 ARG_END);
C
cat > "$tree/tests/genericxml2xmltest.c" << 'C'
#define DO_TEST(name) something
    DO_TEST_DIFFERENT("right");
    DO_TEST_FAIL_ACTIVE("bad");
C

# Another hypervisor's file that comes back as it is, and one that does not.
mkdir "$tree/tests/xlconfigdata"
cat > "$tree/tests/xlconfigtest.c" << 'C'
#define DO_TEST(name) something
    DO_TEST("whole");
    DO_TEST_FORMAT("short", false);
    DO_TEST_PARSE("missing", false);
C
"$virtcanon" canon --libvirt tests/data/xen/pvh.xml > "$tree/tests/xlconfigdata/test-whole.xml"
sed '/xenbus/d' "$tree/tests/xlconfigdata/test-whole.xml" > "$tree/tests/xlconfigdata/test-short.xml"

guest right > "$data/right.xml"
guest wrong > "$data/wrong.xml"
guest bare > "$data/bare.xml"
guest unstable > "$data/unstable.xml"
echo "<domain type='kvm'><name>bad</name></domain>" > "$data/bad.xml"
cp "$data/right.xml" "$data/bad.xml" "$tree/tests/genericxml2xmlindata"
"$virtcanon" host import --no-machine-aliases "$tree"/tests/qemucapabilitiesdata/*.replies > "$work/host"
"$virtcanon" host import "$tree"/tests/qemucapabilitiesdata/*.replies > "$work/host.aliases"
expected() { sed "s/\(<uuid>\)[^<]*/\100010203-0405-4607-8809-0a0b0c0d0e0f/"; }
"$virtcanon" canon --libvirt --host "$work/host" --reload "$data/right.xml" | expected > "$data/right.x86_64-latest.xml"
"$virtcanon" canon --libvirt --host "$work/host.aliases" --reload "$data/right.xml" | expected > "$data/right.x86_64-9.9.1.xml"
"$virtcanon" canon --libvirt --host "$work/host" "$data/unstable.xml" | expected > "$data/unstable.x86_64-latest.abi-update.xml"
"$virtcanon" canon --libvirt --host "$work/host" --reload "$data/wrong.xml" | sed 's/524288/524289/' > "$data/wrong.x86_64-latest.xml"
sed 's/ PIIX3_USB_UHCI//' "$work/host" > "$work/host.bare"
"$virtcanon" canon --libvirt --host "$work/host.bare" --reload "$data/bare.xml" | expected > "$data/bare.x86_64-latest.xml"
"$virtcanon" canon --libvirt --generic "$data/right.xml" | expected > "$tree/tests/genericxml2xmloutdata/right.xml"

expect 0 sh tools/conformance/run "$work/build" "$work/parity.md" "$tree"
tab=$(printf '\t')
verdict() { has "$work/build/conformance/results" "^$1$tab$2$tab$3$tab$4$tab"; }
verdict right.x86_64-latest canon x86_64 pass
verdict right.x86_64-9.9.1 canon x86_64 pass
verdict unstable.x86_64-latest.abi-update canon x86_64 pass
verdict wrong.x86_64-latest canon x86_64 fail
verdict whole.xl again xen pass
verdict short.xl again xen fail
verdict bad.x86_64-latest refused x86_64 pass
verdict bare.x86_64-latest canon x86_64 pass
verdict bare.x86_64-latest start x86_64 pass
verdict right.generic canon generic pass
verdict bad.generic refused generic pass
has "$work/parity.md" "^## All tests in the source of libvirt 11.3.0"
has "$work/parity.md" "^| canon | x86_64 | 4 | 5 | 80.0% |"
has "$work/parity.md" "524289.* expected, .*524288.* printed"
has "$work/parity.md" "comes from the environment"
lacks "$work/parity.md" "^- .right"

# A folder without cases is an error, and leaves no report.
mkdir "$work/empty"
expect 2 sh tools/conformance/run "$work/build" "$work/none.md" "$work/empty"
holds test ! -e "$work/none.md"
finish
