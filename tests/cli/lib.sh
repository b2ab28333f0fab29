# Shared by the scripts of this folder: a scratch folder and assertions. Sourced, not run.
virtcanon=${BUILD:-build}/virtcanon
virtcanon=$(cd "$(dirname "$virtcanon")" && pwd)/virtcanon
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
checks=0

# expect STATUS COMMAND...: runs it; output in $work/out and $work/err.
expect() {
    want=$1
    shift
    "$@" > "$work/out" 2> "$work/err"
    got=$?
    checks=$((checks + 1))
    if [ $got -ne "$want" ]; then
        failures=$((failures + 1))
        echo "FAILED: exit $got instead of $want: $*"
        head -5 "$work/err"
    fi
}

# has FILE PATTERN: a line of the file matches.
has() {
    checks=$((checks + 1))
    grep -q -e "$2" "$1" && return
    failures=$((failures + 1))
    echo "FAILED: no line like '$2' in:"
    head -5 "$1"
}

# lacks FILE PATTERN
lacks() {
    checks=$((checks + 1))
    grep -q -e "$2" "$1" || return 0
    failures=$((failures + 1))
    echo "FAILED: a line like '$2':"
    grep -e "$2" "$1" | head -3
}

# holds COMMAND...: it succeeds.
holds() {
    checks=$((checks + 1))
    "$@" && return
    failures=$((failures + 1))
    echo "FAILED: $*"
}

finish() {
    echo "$checks checks, $failures failed"
    [ $failures -eq 0 ]
    exit
}

# A small guest called $1.
guest() {
    cat << XML
<domain type='kvm'>
  <!-- the small one -->
  <name>$1</name>
  <memory unit='MiB'>512</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices>
    <disk type='file'><source file='/srv/$1.img'/><target dev='vda'/></disk>
  </devices>
</domain>
XML
}
