#!/bin/sh
# Rules of a site: what they find, where, what is wrong with them, and that none can hang.
. "$(dirname "$0")/lib.sh"
policy="$(pwd)/examples/policy.xml"
guest one > "$work/one.xml"
sed 's,<target dev=.vda./></disk>,&<interface type="user"><model type="e1000"/></interface><graphics type="vnc" listen="0.0.0.0"/>,' \
    "$work/one.xml" > "$work/bad.xml"
sed -e 's,<name>one,<name>prod-one,' -e 's,/srv/one,/var/lib/libvirt/images/one,' "$work/one.xml" > "$work/good.xml"
cd "$work" || exit 1

expect 0 "$virtcanon" validate --no-warnings --policy "$policy" good.xml
lacks err .
expect 1 "$virtcanon" validate --no-warnings --policy "$policy" one.xml
has err "^one.xml:3:3: error: the name 'one' does not begin with prod- or test- \[site-name\]$"
has err "^one.xml:7:[0-9]*: warning: images are kept in .*, not in /srv \[site-images\]$"
expect 1 "$virtcanon" validate --no-warnings --policy "$policy" bad.xml
has err "^bad.xml:7:.*\[site-nic\]$"
has err "^bad.xml:7:.*(0.0.0.0) \[site-vnc\]$"
# an interface without a model is an emulated one in the canonical form
sed 's,<model type="e1000"/>,,' bad.xml > implicit.xml
expect 1 "$virtcanon" validate --policy "$policy" implicit.xml
has err "\[site-nic\]$"
expect 2 "$virtcanon" validate --policy missing.xml good.xml

# rule TEXT: a policy of one rule
rule() {
    printf '<policy>\n<rule id="r" %s>\n%s\n</rule>\n</policy>\n' "${2:-}" "$1" > p.xml
}
# wrong PLACE WORDS: the policy is refused there
wrong() {
    expect 2 "$virtcanon" validate --policy p.xml good.xml
    has err "^p.xml:$1: error: $2"
}
ok='<select>/domain</select><message>m</message>'
rule "$ok"
expect 1 "$virtcanon" validate --policy p.xml good.xml
has err "^good.xml:1:1: error: m \[r\]$"
rule "$ok" 'severity="note"'
expect 0 "$virtcanon" validate --policy p.xml good.xml
has err ": note: m \[r\]$"
rule "$ok" 'severity="fatal"'
wrong 2:14 "'fatal' is not a value of 'severity'"
rule "$ok" 'form="raw"'
wrong 2:14 "'raw' is not a value of 'form'"
rule "$ok" 'colour="red"'
wrong 2:14 "attribute 'colour' is not known"
rule "$ok<match>(</match>"
wrong 3:45 "'(' is not a pattern: missing closing parenthesis"
rule "<select>/domain[</select><message>m</message>"
wrong 3:1 "'/domain\[' is not an XPath expression"
rule "<select>/x:domain</select><message>m</message>"
wrong 3:1 "'/x:domain' is not an XPath expression"
rule "<select>/domain</select><require>nothing()</require><message>m</message>"
wrong 3:25 "'nothing()' is not an XPath expression"
rule "<select>/domain</select>"
wrong 2:1 "<rule> lacks <message>"
rule "<message>m</message>"
wrong 2:1 "<rule> lacks <select>"
rule "$ok<match>a</match><forbid>b</forbid>"
wrong 3:61 "a second <match>, <forbid> or <require>; the first one is at line 3"
rule "<select>/domain</select><forbid>(a)</forbid><message>{2}</message>"
wrong 3:45 "the message uses {2}, but the pattern captures 1"
rule "$ok<matches>a</matches>"
wrong 3:45 "<matches> is not known in <rule>"
printf '<rules/>' > p.xml
wrong 1:1 "the root element of a policy is <policy>, not <rules>"
printf '<policy><rule id="a b">%s</rule></policy>' "$ok" > p.xml
wrong 1:15 "'a b' is not an id"
printf '<policy><rule id="a">%s</rule><rule id="a">%s</rule></policy>' "$ok" "$ok" > p.xml
wrong 1:79 "a second rule 'a'; the first one is at line 1"
printf '<policy>' > p.xml
wrong 1:9 "not well-formed XML"

# namespaces
printf '<policy><namespace prefix="m" uri="urn:m"/><rule id="r"><select>//m:x</select><message>{0}</message></rule></policy>' > p.xml
sed 's,<devices>,<metadata><x xmlns="urn:m">word</x></metadata><devices>,' good.xml > meta.xml
expect 1 "$virtcanon" validate --policy p.xml meta.xml
has err "^meta.xml:6:13: error: word \[r\]$"

# What would run for ages is given up.
a=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
sed "s,prod-one,$a!," good.xml > long.xml
rule '<select>/domain/name</select><match>^(a+)+$</match><message>m</message>'
expect 1 timeout 20 "$virtcanon" validate --policy p.xml long.xml
has err "the rule 'r' of the policy takes too long.*\[policy-limit\]$"
{
    echo "<domain type='kvm'><name>n</name><memory>1048576</memory><os><type>hvm</type></os><metadata><x xmlns='urn:m'>"
    i=0; while [ $i -lt 3000 ]; do echo '<y/>'; i=$((i + 1)); done
    echo "</x></metadata></domain>"
} > many.xml
rule '<select>//*[count(//*[count(//*) = 7]) = 8]</select><message>m</message>'
expect 1 timeout 60 "$virtcanon" validate --policy p.xml many.xml
has err "\[policy-limit\]$"

# what is wrong with an expression, in words of ours and nothing beside them
echo '<policy><rule id="a"><select>//x:y</select><message>m</message></rule>
<rule id="b"><select>/domain</select><require>name_of(.)</require><message>m</message></rule></policy>' > "$work/policy.xml"
guest one > "$work/one.xml"
expect 2 "$virtcanon" validate --policy "$work/policy.xml" "$work/one.xml"
has "$work/err" "policy.xml:1:22: error: '//x:y' is not an XPath expression: a namespace prefix is not declared"
has "$work/err" "there is no such function"
holds test "$(wc -l < "$work/err")" -eq 2
expect 2 "$virtcanon" validate --schema "$work/missing.rng" "$work/one.xml"
has "$work/err" "missing.rng: No such file or directory"

# many warnings leave no error untold
{
    guest one | sed '/<devices>/,$d'
    awk 'BEGIN { print "<devices>"
                 for (i = 26; i < 1526; i++)
                     printf "<disk><source file=\"/%d\"/><target dev=\"sd%s%c%c\"/></disk>\n", i,
                            i < 702 ? "" : sprintf("%c", 97 + int(i / 676) - 1), 97 + int(i / 26) % 26, 97 + i % 26 }'
    echo '</devices></domain>'
} > "$work/many.xml"
echo '<policy><rule id="last"><select>/domain/name</select><message>no names</message></rule></policy>' > "$work/policy.xml"
expect 1 "$virtcanon" validate --policy "$work/policy.xml" "$work/many.xml"
has "$work/err" "no names \[last\]"
finish
