#!/bin/sh
# What `make install` leaves: a command that runs from there, and a library that programs outside of this tree are built
# with, shared and static, from C and C++.
. "$(dirname "$0")/lib.sh"
root=$work/root
cc=${CC:-cc}
cxx=${CXX:-c++}
case "$(nm "$virtcanon" 2> /dev/null)" in
*__asan_init*) echo "skipped: sanitizers in the library"; finish ;;
esac
expect 0 make -s install BUILD="${BUILD:-build}" DESTDIR="$root" PREFIX=/opt/vc
for file in bin/virtcanon lib/libvirtcanon.so lib/libvirtcanon.a lib/pkgconfig/virtcanon.pc include/virtcanon.h \
            share/virtcanon/domain.rng share/virtcanon/validate.schema.json share/man/man1/virtcanon.1 \
            share/bash-completion/completions/virtcanon; do
    holds test -s "$root/opt/vc/$file"
done
cp examples/c/* "$work"
cd "$work" || exit 1
guest one > one.xml
guest one | sed 's/vda/vdb/' > two.xml

# the command: no library beside it, its schema found
expect 0 "$root/opt/vc/bin/virtcanon" validate --engine libxml2 one.xml
if command -v readelf > /dev/null; then
    readelf -d "$root/opt/vc/bin/virtcanon" > needs
    lacks needs "libvirtcanon\|RPATH\|RUNPATH"
    readelf -d "$root/opt/vc/lib/libvirtcanon.so" > needs
    has needs "SONAME.*libvirtcanon.so.[0-9]"
fi
# names that are not public are nobody's business
nm -g --defined-only "$root/opt/vc/lib/libvirtcanon.a" > names
has names " vc_document_parse$"
holds test -z "$(grep -E ' [A-Z] ' names | grep -v ' vc_')"

PKG_CONFIG_PATH=$root/opt/vc/lib/pkgconfig
export PKG_CONFIG_PATH
flags() {
    pkg-config --define-variable=prefix="$root/opt/vc" --define-variable=libdir="$root/opt/vc/lib" "$@" virtcanon
}
expect 0 pkg-config --libs virtcanon
has out "-L/opt/vc/lib -lvirtcanon"
holds test "$(pkg-config --modversion virtcanon)" = "$("$virtcanon" --version | cut -d ' ' -f 2)"
# shellcheck disable=SC2046
{
    expect 0 "$cc" -std=c11 -Wall -Wextra -Wpedantic -Werror explain.c $(flags --cflags --libs) -o explain
    expect 0 "$cc" -std=c11 explain.c $(flags --cflags) "$root/opt/vc/lib/libvirtcanon.a" \
        $(flags --static --libs | sed 's/-lvirtcanon//') -o explain-static
}
LD_LIBRARY_PATH=$root/opt/vc/lib
export LD_LIBRARY_PATH
expect 0 ./explain one.xml
has out "^/domain/os/type/@machine = pc-i440fx-"
has out "^abi1:"
cp out shared.out
expect 0 env -u LD_LIBRARY_PATH ./explain-static one.xml
holds cmp out shared.out
expect 0 ./explain one.xml qemu-7.2-x86_64
has out "^/domain/os/type/@machine = pc-i440fx-7.2"
expect 2 ./explain one.xml no-such-host
expect 2 ./explain none.xml
expect 2 ./explain
guest a/b > bad.xml
expect 1 ./explain bad.xml
has err "^bad.xml:3:3: .*\[name-slash\]"

if command -v "$cxx" > /dev/null; then
    # shellcheck disable=SC2046
    expect 0 "$cxx" -std=c++17 -Wall -Wextra -Wpedantic -Werror compare.cpp $(flags --cflags --libs) -o compare
    expect 0 ./compare one.xml one.xml
    expect 1 ./compare one.xml two.xml
    has out "^guest: /domain/devices/disk"
    expect 2 ./compare one.xml bad.xml
else
    echo "skipped: C++"
fi
finish
