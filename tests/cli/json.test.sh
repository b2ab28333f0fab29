#!/bin/sh
# What --format json prints is what the schemas of docs/json promise; checked where python3-jsonschema is installed.
. "$(dirname "$0")/lib.sh"
schemas=$(pwd)/docs/json
for python in python3 /usr/bin/python3; do
    "$python" -c 'import jsonschema' 2> /dev/null && break
    python=
done

# matches SCHEMA: so does $work/out.
matches() {
    [ -n "$python" ] || return
    holds "$python" -c "
import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
def closed(s):  # no member that the schema does not tell
    if isinstance(s, dict):
        for child in s.values():
            closed(child)
        if 'properties' in s and 'required' in s:
            s['additionalProperties'] = False
    elif isinstance(s, list):
        for child in s:
            closed(child)
closed(schema)
jsonschema.Draft7Validator(schema).validate(json.load(open(sys.argv[2])))
" "$schemas/$1.schema.json" "$work/out"
}

cd "$work" || exit 1
guest one > one.xml
guest 'a/b' > two.xml
printf 'no XML' > three.xml
sed "s|<name>|<title>\"\\\\\&#x7f;</title><name>|; s/vda/vdb/; s/>512</>1024</" one.xml > four.xml
sed "s|</devices>|<controller type='pci' index='1' model='pci-bridge'/></devices>|" one.xml > five.xml
printf 'one.xml' > "$(printf 'odd\001\"\377.xml')"

expect 0 "$virtcanon" validate -f json one.xml;                                 matches validate
expect 1 "$virtcanon" validate -f json -m 1 one.xml two.xml three.xml odd*.xml; matches validate
expect 2 "$virtcanon" validate -f json missing.xml;                             matches validate
expect 0 sh -c "'$virtcanon' validate -f json --no-warnings - < one.xml";       matches validate
mkdir empty
expect 0 "$virtcanon" validate -f json empty;                                   matches validate

expect 0 "$virtcanon" canon -e -f json one.xml four.xml;                        matches explain
has out '"rule": "machine-alias", .*"detail": "instead of '
expect 1 "$virtcanon" canon -e -f json one.xml two.xml three.xml;               matches explain
expect 2 "$virtcanon" canon -e -f json missing.xml;                             matches explain
has out '"complete": false'
expect 2 "$virtcanon" canon -f json one.xml
expect 2 "$virtcanon" canon -e -f yaml one.xml

expect 0 "$virtcanon" diff -f json one.xml one.xml;                             matches diff
expect 1 "$virtcanon" diff -f json one.xml four.xml;                            matches diff
expect 1 "$virtcanon" diff -mf json five.xml one.xml;                           matches diff
has out '"migration": \['
expect 1 "$virtcanon" diff -f json one.xml five.xml;                            matches diff
expect 1 "$virtcanon" diff -qf json one.xml five.xml
lacks out .
[ -n "$python" ] || echo "skipped: the schemas (python3-jsonschema)"
printf '<rng model="virtio"><backend model="random">/dev/random</backend></rng>' > rng.xml
printf '<sound model="ich6"/>' > sound.xml
expect 0 "$virtcanon" attach -f json one.xml rng.xml;                           matches hotplug
has out '"done": true'
expect 1 "$virtcanon" attach -f json one.xml sound.xml;                         matches hotplug
expect 1 "$virtcanon" detach -f json two.xml sound.xml;                         matches hotplug

cpus=$(dirname "$schemas")/../tests/cpu/input
expect 1 "$virtcanon" cpu matrix -f json "$cpus/small.xml" "$cpus/amd.xml" "$cpus/guest.xml" "$cpus/misspelt.xml" odd*.xml; matches matrix

finish
