#!/bin/sh
# What was found, in the formats of machines: each is read by a parser of its own where one is at hand.
. "$(dirname "$0")/lib.sh"
have() { command -v "$1" > /dev/null 2>&1; }
python() { have python3 && python3 "$@"; }

guest one > "$work/one.xml"
guest 'a/b' > "$work/two.xml"
sed "s|</name>|</name><title>x</title><nmae/><vcpu placement='a\"\&amp;\&lt;]]\&gt;, \\\\ %0A::'>1</vcpu>|" "$work/one.xml" > "$work/odd, 100%:\"<&>é.xml"
printf 'no XML' > "$work/three.xml"
cd "$work" || exit 1
all="one.xml two.xml three.xml"
odd=$(echo odd*)

# text: one line each, the exit status is the answer
expect 0 "$virtcanon" validate one.xml
expect 1 "$virtcanon" validate $all
has err "^two.xml:3:3: error: .*slash.* \[name-slash\]$"
has err "^three.xml:1:"
expect 1 "$virtcanon" validate --quiet $all
lacks err .
expect 1 "$virtcanon" validate --summary --quiet $all
has err "^3 documents: 1 valid, 2 with errors (2 errors, "
expect 1 "$virtcanon" validate --max-errors 1 --no-warnings $all
holds test "$(grep -c ' error: ' err)" -eq 1
has err "1 more error"
expect 2 "$virtcanon" validate one.xml missing.xml
expect 2 "$virtcanon" validate --max-errors x one.xml
expect 2 "$virtcanon" validate --format jsno one.xml
has err "did you mean 'json'"
expect 0 "$virtcanon" validate one.xml
has err "\[disk-format-assumed\]"
expect 0 "$virtcanon" validate --disable disk-format-assumed,agent-missing one.xml
lacks err "disk-format-assumed\|agent-missing"
expect 1 "$virtcanon" validate --strict one.xml
expect 0 "$virtcanon" validate --no-warnings --strict one.xml
lacks err .
expect 0 "$virtcanon" validate --schema-only two.xml

# across files
sed "s/<name>one/<name>other/" one.xml > copy.xml
expect 0 "$virtcanon" validate one.xml copy.xml
has err "^copy.xml:7:[0-9]*: warning: '/srv/one.img' is written by the guest in one.xml, line 7, too \[disk-elsewhere\]"
expect 0 "$virtcanon" validate one.xml one.xml
lacks err "elsewhere"
for f in a b; do
    cat > twin-$f.xml << XML
<domain type='kvm'>
  <name>twin</name>
  <uuid>11111111-2222-3333-4444-555555555555</uuid>
  <memory unit='MiB'>512</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices>
    <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface>
    <graphics type='vnc' port='5901' autoport='no'/>
  </devices>
</domain>
XML
done
expect 0 "$virtcanon" validate twin-a.xml twin-b.xml
for rule in name uuid mac graphics-port; do
    has err "^twin-b.xml:.*twin-a.xml.*\[$rule-elsewhere\]"
    lacks err "^twin-a.xml:.*\[$rule-elsewhere\]"
done

# explanations
expect 0 "$virtcanon" validate --explain cache-unsafe
has out "^cache-unsafe (warning)"
expect 2 "$virtcanon" validate --explain cache-usafe
has err "did you mean 'cache-unsafe'"
expect 0 "$virtcanon" validate --explain list
holds test -z "$(cut -d ' ' -f 1 out | sort | uniq -d)"
cut -d ' ' -f 1 out > ids
while read -r id; do
    "$virtcanon" validate --explain "$id" > one.explain 2>&1 || echo "$id"
done < ids > unexplained
holds test ! -s unexplained
holds test -z "$(grep -vE '^[a-z0-9]+(-[a-z0-9]+)*$' ids)"
expect 0 "$virtcanon" validate --explain all
holds test "$(grep -c '^[^ ]' out)" -eq "$(wc -l < ids)"

# machine formats: well-formed whatever names and messages hold
for format in json sarif gitlab; do
    expect 1 "$virtcanon" validate -f $format $all "$odd"
    cp out $format.out
    if have python3; then holds python3 -m json.tool $format.out /dev/null; fi
    expect 2 "$virtcanon" validate -f $format missing.xml
    if have python3; then holds python3 -m json.tool out /dev/null; fi
done
if have python3; then
    holds python3 -c "
import json, sys
d = json.load(open('json.out'))
assert [x['file'] for x in d['documents']] == '$all'.split() + [sys.argv[1]], d
assert [x['valid'] for x in d['documents']] == [True, False, False, False]
assert d['summary']['invalid'] == 3 and d['summary']['complete']
errors = [y for x in d['documents'] for y in x['diagnostics'] if y['severity'] == 'error']
assert d['summary']['errors'] == len(errors) and all(y['line'] and y['column'] for y in errors)
s = json.load(open('sarif.out'))['runs'][0]
assert len(s['results']) == sum(len(x['diagnostics']) for x in d['documents'])
assert {r['ruleId'] for r in s['results']} == {r['id'] for r in s['tool']['driver']['rules']}
g = json.load(open('gitlab.out'))
assert len(g) == len(s['results']) and len({x['fingerprint'] for x in g}) == len(g)
assert {x['severity'] for x in g} <= {'info', 'minor', 'major', 'critical', 'blocker'}
" "$odd"
fi
# The published schema, from npm's @microsoft/jest-sarif for example.
schema=${SARIF_SCHEMA:-}
if [ -n "$schema" ] && /usr/bin/python3 -c 'import jsonschema' 2> /dev/null; then
    holds /usr/bin/python3 -c "import json, jsonschema; jsonschema.validate(json.load(open('sarif.out')), json.load(open('$schema')))"
else
    echo "skipped: SARIF's schema (SARIF_SCHEMA, python3-jsonschema)"
fi

expect 1 "$virtcanon" validate -f junit $all "$odd"
cp out junit.xml
if have xmllint; then
    holds xmllint --noout junit.xml
    holds test "$(xmllint --xpath 'count(//testcase)' junit.xml)" = 4
    holds test "$(xmllint --xpath 'string(/testsuites/testsuite/@failures) = count(//failure)' junit.xml)" = true
    holds test "$(xmllint --xpath 'string(//testcase[4]/@name)' junit.xml)" = "$odd"
fi

if /usr/bin/python3 -c 'import junitparser' 2> /dev/null; then
    holds /usr/bin/python3 -c "
from junitparser import JUnitXml
suite, = JUnitXml.fromfile('junit.xml')
cases = list(suite)
assert (suite.tests, suite.failures, suite.errors) == (4, 3, 0) and len(cases) == 4
assert [len(c.result) for c in cases] == [0, 1, 1, 1]
assert cases[1].result[0].type == 'name-slash' and 'two.xml:3:3: error' in cases[1].result[0].text
"
else
    echo "skipped: JUnit's reader (python3-junitparser)"
fi

expect 1 "$virtcanon" validate -f github $all "$odd"
has out "^::error file=two.xml,line=3,col=3,title=name-slash::the guest's name 'a/b'"
has out "^::error file=odd%2C 100%25%3A\"<&>é.xml,line="
expect 2 "$virtcanon" validate -f github missing.xml
has out "^::error file=missing.xml,title=unreadable::cannot read the file: "
finish
