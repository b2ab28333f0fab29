#!/bin/sh
# Tests of tools/check-layers on made-up source trees: each mistake is found at its line, and nothing else.
check=$(cd "$(dirname "$0")/../../tools" && pwd)/check-layers
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT
failed=0

# expect TEXT: what the check says about the tree, "" for nothing.
expect() {
    said=$("$check" "$tree")
    if [ "$said" != "$1" ]; then
        printf 'check-layers said\n%s\ninstead of\n%s\n' "$said" "$1"
        failed=1
    fi
    plant
}

plant() {
    rm -rf "${tree:?}"/*
    mkdir -p "$tree/tools" "$tree/src/base" "$tree/src/xml" "$tree/src/canon" "$tree/src/abi" "$tree/src/cli"
}

lines() {
    i=0
    while [ $i -lt "$1" ]; do
        echo "    x++;"
        i=$((i + 1))
    done
}

plant
expect ""
printf '#include "../base/arena.h"\n#include "../schema/schema.h"\n#include <stdio.h>\n' > "$tree/src/xml/tree.c"
printf '#include "tree.h"\n#include "../schema/bind.h"\n' > "$tree/src/xml/write.c"
expect "src/xml/write.c:2: xml must not include schema/bind.h (layer schema)"
echo '#include "../canon/canon.h"' > "$tree/src/abi/pair.c"
echo '    #  include "../abi/pair.h"' > "$tree/src/canon/canon.c"
expect "src/abi/pair.c:1: abi must not include canon/canon.h (layer canon)
src/canon/canon.c:1: canon must not include abi/pair.h (layer abi)"
printf '#include "../virtcanon.h"\n#include "options.h"\n#include "../xml/tree.h"\n' > "$tree/src/cli/main.c"
expect "src/cli/main.c:3: cli must not include xml/tree.h (layer xml)"
mkdir "$tree/src/new" && echo '#include "../base/buf.h"' > "$tree/src/new/a.c"
expect "src/new/a.c:1: folder new is not in the list of layers"
{ echo "static int fits(int x)"; echo "{"; lines 78; echo "}"; echo; echo "static char *too_long(int x)"; echo "{"; lines 79
  echo "}"; } > "$tree/src/base/a.c"
{ echo "int wrapped(int x,"; echo "            int y) {"; lines 79; echo "}"; } > "$tree/tools/b.c"
expect "src/base/a.c:84: function too_long has 81 lines; 80 is the limit
tools/b.c:2: function wrapped has 81 lines; 80 is the limit"
lines 801 > "$tree/src/base/a.h"
expect "src/base/a.h:801: file has 801 lines; 800 is the limit"
[ $failed -eq 0 ] && echo "check-layers: all tests passed"
exit $failed
