#!/bin/sh
# Pages of `virtcanon report` in headless Chromium: they load without a word on the console, mark the right nodes, stay
# within a phone's window, and follow the colour scheme. Speaks to chromedriver over its HTTP protocol.
# Pictures of the pages are kept in $BUILD/html. Skipped where there is no chromedriver or curl.
build=${BUILD:-build}
here=$(cd "$(dirname "$0")" && pwd)
data=$here/../data
virtcanon=$(cd "$build" && pwd)/virtcanon
out=$build/html
for tool in chromedriver curl; do
    command -v $tool > /dev/null || { echo "skipped: there is no $tool"; exit 0; }
done
mkdir -p "$out" || exit 2
out=$(cd "$out" && pwd)
profile=$(mktemp -d) || exit 2
checks=0
failures=0

failed() {
    failures=$((failures + 1))
    echo "FAILED: $*"
}

# --- the browser -----------------------------------------------------------------------------------------------------

chromedriver --port=0 > "$profile/log" 2>&1 &
driver=$!
session=
finish() {
    [ -n "$session" ] && curl -s -X DELETE "$session" > /dev/null
    kill $driver 2> /dev/null
    wait $driver 2> /dev/null
    rm -rf "$profile"
}
trap finish EXIT
trap "exit 1" INT TERM

tries=0
while ! port=$(sed -n 's/.*started successfully on port \([0-9]*\).*/\1/p' "$profile/log" | grep .); do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || { echo "chromedriver does not start"; cat "$profile/log"; exit 1; }
    sleep 0.1
done

# A JSON string of standard input.
json() {
    sed 's/[\\"]/\\&/g' | awk 'BEGIN { printf "\"" } { printf "%s\\n", $0 } END { printf "\"" }'
}

# ask PATH: posts standard input, prints the answer.
ask() {
    curl -s -H 'Content-Type: application/json' --data-binary @- "$session$1"
}

# The string that an answer {"value":"..."} holds, its lines apart.
value() {
    sed 's/^{"value":"//; s/"}$//; s/\\n/\
/g; s/\\"/"/g; s/\\u003C/</g'
}

# script JAVASCRIPT: what it returns.
script() {
    printf '{"script": %s, "args": []}' "$(printf '%s' "$1" | json)" | ask /execute/sync | value
}

cdp() {
    printf '{"cmd": "%s", "params": %s}' "$1" "$2" | ask /goog/cdp/execute
}

session=http://127.0.0.1:$port/session
answer=$(ask "" << JSON
{"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL"},
  "goog:chromeOptions": {"args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--user-data-dir=$profile/user"]}}}}
JSON
)
id=$(printf '%s' "$answer" | sed -n 's/.*"sessionId":"\([^"]*\)".*/\1/p')
[ -n "$id" ] || { echo "no session: $answer"; session=; exit 1; }
session=$session/$id

# --- what is checked -------------------------------------------------------------------------------------------------

# window WIDTH HEIGHT SCHEME
window() {
    cdp Emulation.setDeviceMetricsOverride "{\"width\": $1, \"height\": $2, \"deviceScaleFactor\": 1, \"mobile\": true}" > /dev/null
    cdp Emulation.setEmulatedMedia "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"$3\"}]}" > /dev/null
}

picture() {
    size=$(script 'return document.documentElement.clientWidth + ", \"height\": " + Math.min(9000, document.documentElement.scrollHeight)')
    cdp Page.captureScreenshot "{\"captureBeyondViewport\": true, \"clip\": {\"x\": 0, \"y\": 0, \"width\": $size, \"scale\": 1}}" |
        sed 's/.*"data":"\([^"]*\)".*/\1/' | base64 -d > "$out/$1.png"
    checks=$((checks + 1))
    [ "$(head -c 4 "$out/$1.png" | tail -c 3)" = PNG ] || failed "$1: no picture"
}

# same NAME GOT WANTED
same() {
    checks=$((checks + 1))
    [ "$2" = "$3" ] && return
    failed "$1"
    printf '%s\n' "$2" | cut -c 1-300 | sed 's/^/    /' | head -12
    [ -z "$3" ] || printf '%s\n' "$3" | sed 's/^/    wanted: /'
}

# show NAME: all checks on the page in three windows.
show() {
    printf '{"url": "file://%s/%s.html"}' "$out" "$1" | ask /url > /dev/null
    ground=
    for kind in desktop:1280:900:light dark:1280:900:dark phone:390:844:light narrow:360:740:dark; do
        rest=${kind#*:}
        window "${rest%%:*}" "$(echo "$rest" | cut -d: -f2)" "${rest##*:}"
        same "$1, ${kind%%:*}" "$(script "$(cat "$here/checks.js")")" ""
        [ "${kind%%:*}" = narrow ] || picture "$1-${kind%%:*}"
        ground="$ground $(script 'return getComputedStyle(document.body).backgroundColor.replace(/ /g, "")')"
    done
    same "$1: grounds" "$ground" " rgb(244,246,249) rgb(14,20,27) rgb(244,246,249) rgb(14,20,27)"
    same "$1: console" "$(printf '{"type": "browser"}' | ask /se/log)" '{"value":[]}'
}

# The marked nodes of the picture in a section: "name state weight", sorted.
marks() {
    script "return [...document.querySelectorAll('section[aria-labelledby=$1] g.node[data-device], section[aria-labelledby=$1] g.node[data-vcpu]')]
        .map((g) => [g.querySelector('title').textContent.trim().split(/[,:] /)[0], ...g.classList].join(' '))
        .filter((s) => / (added|removed|moved|left|changed)/.test(s)).map((s) => s.replace(/ node| chip| root/g, ''))
        .sort().join('\\n')"
}

# --- the pages -------------------------------------------------------------------------------------------------------

page() {
    name=$1
    shift
    "$virtcanon" report --output "$out/$name.html" "$@" || failed "$name: no page"
}

page change "$data/report/change.xml" "$data/report/change.new.xml"
show change
same "marks of PCI" "$(marks pci)" "disk vda changed hollow
interface 52:54:00:aa:00:02 moved full
interface 52:54:00:aa:00:02 was here and has moved away left full
rng removed full"
same "marks of disks" "$(marks storage)" "disk sda changed full
disk sdb → sdd moved full
disk sdb → sdd was here and has moved away left full
disk vda changed hollow"
same "marks of vCPUs" "$(marks numa)" "vCPU 1 changed hollow
vCPU 6 changed full"
same "title" "$(script 'return document.title')" 'Change of guest web<script>alert("1")<b>]]>'

page back "$data/report/change.new.xml" "$data/report/change.xml"
show back
page other "$data/report/bare.xml" "$data/report/places.xml"
show other
page same "$data/report/change.xml" "$data/report/change.xml"
show same
same "no marks" "$(marks pci)" ""
page places "$data/report/places.xml"
show places
page cells "$data/report/cells.xml" "$data/report/cells.new.xml"
show cells
same "marks of cells" "$(marks numa)" "vCPU 0 changed hollow
vCPU 2 left full
vCPU 2 moved full
vCPU 3 left full
vCPU 3 moved full
vCPU 5 left full
vCPU 5 moved full
vCPU 6 removed full
vCPU 7 removed full"
page channels "$data/report-s390x/channels.xml" "$data/report-s390x/channels.new.xml"
show channels
page desktop "$here/../../examples/guest.xml"
show desktop

# Many devices and vCPUs.
awk 'BEGIN {
    print "<domain type=\"kvm\"><name>many</name><memory unit=\"GiB\">64</memory><vcpu>200</vcpu>"
    print "<os><type arch=\"x86_64\" machine=\"pc-q35-9.2\">hvm</type></os><cpu><numa>"
    for (i = 0; i < 4; i++)
        printf "<cell id=\"%d\" cpus=\"%d-%d\" memory=\"16\" unit=\"GiB\"/>\n", i, i * 50, i * 50 + 49
    print "</numa></cpu><devices><controller type=\"scsi\" model=\"virtio-scsi\"/>"
    for (i = 0; i < 200; i++)
        printf "<disk type=\"file\" device=\"disk\"><source file=\"/srv/%d\"/><target dev=\"%s%c%c\" bus=\"%s\"/></disk>\n", i,
            i % 2 ? "vd" : "sd", 97 + i / 26, 97 + i % 26, i % 2 ? "virtio" : "scsi"
    print "</devices></domain>"
}' > "$out/many.xml"
page many "$out/many.xml"
show many

echo "$checks checks, $failures failed; pictures are in $out"
[ $failures -eq 0 ]
