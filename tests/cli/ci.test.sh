#!/bin/sh
# What docs/ci.md promises, as far as it can be tried without the services.
. "$(dirname "$0")/lib.sh"
root=$(pwd)
mkdir -p "$work/site/guests" "$work/bin"
ln -s "$virtcanon" "$work/bin/virtcanon"
PATH="$work/bin:$PATH"
guest one > "$work/site/guests/one.xml"
echo '<network><name>n</name></network>' > "$work/site/guests/network.xml"
cd "$work/site" || exit 1

# pre-commit hands over files
expect 0 "$root/tools/ci/pre-commit" validate --skip-others guests/one.xml guests/network.xml
expect 1 "$root/tools/ci/pre-commit" validate guests/one.xml guests/network.xml
expect 1 "$root/tools/ci/pre-commit" canon --check guests/one.xml

# the step of the action
expect 0 env VIRTCANON="$virtcanon" FILES=guests SARIF=out.sarif "$root/tools/ci/action"
has "$work/out" "^::warning file=guests/one.xml,line=7,"
has out.sarif '"version": "2.1.0"'
expect 1 env VIRTCANON="$virtcanon" FILES=guests STRICT=true "$root/tools/ci/action"
expect 1 env VIRTCANON="$virtcanon" FILES="guests/one.xml
guests" POLICY="$root/examples/policy.xml" HOST_PROFILE=qemu-10.0-x86_64 "$root/tools/ci/action"
has "$work/out" "^::error file=guests/one.xml,line=3,col=3,title=site-name::"
# shellcheck disable=SC2016
expect 2 env VIRTCANON="$virtcanon" FILES='$(touch${IFS}pwned) ;touch' "$root/tools/ci/action"
holds test ! -e pwned

# the Makefile of the page
sed -n '/^```make$/,/^```$/p' "$root/docs/ci.md" | grep -v '^```' > Makefile
expect 0 env -u MAKEFLAGS make
rm guests/network.xml
expect 0 env -u MAKEFLAGS make
has "$work/out" "Nothing to be done\|up to date"
guest a/b > guests/two.xml
expect 2 make
has "$work/err" "name-slash"
if command -v python3 > /dev/null && python3 -c 'import yaml' 2> /dev/null; then
    holds python3 -c "
import yaml
hooks = yaml.safe_load(open('$root/.pre-commit-hooks.yaml'))
assert all({'id', 'name', 'entry', 'language'} <= set(h) for h in hooks)
action = yaml.safe_load(open('$root/action.yml'))
assert action['runs']['using'] == 'composite'
assert all('shell' in s and 'run' in s for s in action['runs']['steps'])
inputs = str(action['runs']['steps'])
assert all('inputs.' + i in inputs for i in action['inputs'])
"
fi
finish
