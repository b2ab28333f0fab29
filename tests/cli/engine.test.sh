#!/bin/sh
# The second engine and schemas of others.
. "$(dirname "$0")/lib.sh"
guest one > "$work/one.xml"
sed 's,memory,memroy,g' "$work/one.xml" > "$work/bad.xml"
cd "$work" || exit 1

expect 0 "$virtcanon" validate --no-warnings --engine libxml2 one.xml
lacks err .
expect 1 "$virtcanon" validate --engine libxml2 one.xml bad.xml
has err "^bad.xml:4:3: error: .*memroy.*\[relaxng\]$"
expect 2 "$virtcanon" validate --engine jing one.xml
has err "use native or libxml2"

cat > own.rng << XML
<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <include href="start.rng"/>
</grammar>
XML
cat > start.rng << XML
<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start>
  <element name="domain"><optional><attribute name="type"/></optional><element name="name"><text/></element></element>
</start></grammar>
XML
echo '<domain><name>x</name></domain>' > small.xml
expect 0 "$virtcanon" validate --schema own.rng --schema-only small.xml
expect 1 "$virtcanon" validate --schema own.rng small.xml
expect 1 "$virtcanon" validate --schema own.rng --schema-only one.xml
has err "^one.xml:4:3: error: .*\[relaxng\]$"
expect 2 "$virtcanon" validate --schema missing.rng one.xml
holds test "$(wc -l < err)" -eq 1
expect 2 "$virtcanon" validate --schema one.xml one.xml
expect 2 "$virtcanon" validate --schema bad.xml one.xml

# A place behind line 65535, where libxml2 stops counting.
{
    echo "<domain type='kvm'><name>n</name>"
    i=0; while [ $i -lt 7000 ]; do echo; echo; echo; echo; echo; echo; echo; echo; echo; echo; i=$((i + 1)); done
    echo "<memory>1048576</memory><os><type>hvm</type></os><oops/></domain>"
} > long.xml
expect 1 "$virtcanon" validate --engine libxml2 long.xml
has err "^long.xml:70002:[0-9]*: error: "
finish
