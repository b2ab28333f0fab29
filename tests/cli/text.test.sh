#!/bin/sh
# Messages as people see them: one line each whatever a document or file name holds; on a terminal with colours and a
# caret under the place.
. "$(dirname "$0")/lib.sh"
escape=$(printf '\033')
cd "$work" || exit 1

# nothing of a document or of its name starts a line or reaches the terminal as a command
guest one | sed "s|</name>|</name><vcpu placement='x\&#10;a.xml:1:1: error: y\&#x9b;31m\&#13;\&#x202e;z'>1</vcpu>|" > value.xml
expect 1 "$virtcanon" validate --no-warnings value.xml
has err "^value.xml:3:25: error: 'x\\\\na.xml:1:1: error: y\\\\x9b31m\\\\x0d\\\\u202ez' is not a valid value"
holds test "$(wc -l < err)" -eq 1
expect 1 "$virtcanon" canon value.xml
holds test "$(wc -l < err)" -eq 1
name=$(printf 'a\nb.xml:1:1: error: \033[31m')
guest a/b > "$name"
expect 1 "$virtcanon" validate --no-warnings "$name"
has err "^a\\\\nb.xml:1:1: error: \\\\x1b\[31m:3:3: error: "
holds test "$(wc -l < err)" -eq 1
expect 2 "$virtcanon" validate "$name/none"
holds test "$(wc -l < err)" -eq 1
sed "s|<name>|<description>a\\&#10;    /domain: guest\\&#x1b;</description><name>|; s/\\&#x1b;//" value.xml | sed '/vcpu/s|<vcpu.*</vcpu>||' > new.xml
guest one > old.xml
expect 0 "$virtcanon" diff old.xml new.xml
lacks out "^    /domain: guest"

# flags in one word, values behind their letter
expect 1 "$virtcanon" validate -qm1 value.xml
lacks err .
expect 1 "$virtcanon" validate -wfjson value.xml
has out '"valid": false'
expect 2 "$virtcanon" validate -quiet value.xml
has err "did you mean '--quiet'"
expect 2 "$virtcanon" validate -qz value.xml

# folders: paths as people and code hosts call them
mkdir -p tree/in
cp old.xml tree/in/a.xml
cp value.xml tree/b.xml
expect 1 "$virtcanon" validate --no-warnings tree//
has err "^tree/b.xml:3:25: "
expect 1 sh -c "cd tree && '$virtcanon' validate ."
has err "^b.xml:3:25: "
has err "^in/a.xml:1:1: note: "
expect 1 "$virtcanon" validate -wf github ./tree/b.xml
has out "file=tree/b.xml,line=3,"

# a file that cannot be read stands in the reports that are read without standard error
expect 2 "$virtcanon" validate -f junit old.xml none.xml
has out '<testsuite .*tests="2" failures="0" errors="1" '
has out '<error type="unreadable" message="cannot read the file: No such'
expect 2 "$virtcanon" validate -f sarif none.xml
has out '"ruleId": "unreadable"'
has out '"executionSuccessful": false'
expect 2 "$virtcanon" validate -f github none.xml
has out '^::error file=none.xml,title=unreadable::cannot read the file: No such'

# on a terminal
TERM=xterm # machines that only test may name none
export TERM
if ! script -qec true /dev/null < /dev/null > /dev/null 2>&1; then
    echo "skipped: a terminal (script of bsdutils, and a pseudo-terminal to give)"
    finish
fi
terminal() {
    expect 1 script -qec "'$virtcanon' validate --no-warnings $1" /dev/null < /dev/null
    tr -d '\r' < out > err
}
tab=$(printf '\t')
guest one | sed "s|<disk |$tab<!-- 日本$tab語 é -->&|; s/<disk type/<disk tpye/" > wide.xml
terminal wide.xml
has err "^$escape\[1mwide.xml:7:27:$escape\[0m $escape\[1;31merror:$escape\[0m "
# as many columns before the caret as before the attribute: "<!-- 日本" has 9, "語 é --><disk " has 14
has err "^        $tab         $tab              $escape\[1;32m^"
{ printf '<domain><!--'; awk 'BEGIN { for (i = 0; i < 500; i++) printf "x" }'; echo '--><nmae/></domain>'; } > long.xml
terminal long.xml
has err "^\.\.\. x*--><nmae/></domain>$"
expect 1 script -qec "NO_COLOR=1 '$virtcanon' validate wide.xml" /dev/null < /dev/null
lacks out "$escape"
has out "^ *$tab *$tab *^"
expect 1 script -qec "TERM=dumb '$virtcanon' validate wide.xml" /dev/null < /dev/null
lacks out "$escape"
expect 1 script -qec "'$virtcanon' validate wide.xml 2> redirected" /dev/null < /dev/null
lacks redirected "$escape"
finish
