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

# the GitLab examples of the page, line by line
awk '/^## GitLab/ { here = 1 } /^## Make/ { here = 0 } here && sub(/^ *- virtcanon/, "virtcanon")' "$root/docs/ci.md" > lines
holds test "$(wc -l < lines)" -eq 2
expect 1 sh lines
holds grep -q '"check_name": "name-slash", .*"path": "guests/two.xml", "lines": {"begin": 3}' gl-code-quality-report.json
holds grep -q '<testcase classname="virtcanon.validate" name="guests/two.xml"' guests.junit.xml

# action.yml and the hooks, as their programs read them
for python in python3 /usr/bin/python3; do
    "$python" -c 'import yaml' 2> /dev/null && break
    python=
done
if [ -n "$python" ]; then
    holds "$python" -c "
import yaml
hooks = yaml.safe_load(open('$root/.pre-commit-hooks.yaml'))
assert all({'id', 'name', 'entry', 'language'} <= set(h) for h in hooks)
"
    cat > step.py << 'PY'
# Runs the last step of a composite action as a runner does: step.py ACTION.YML INPUT=VALUE...
import os, re, subprocess, sys, yaml
action = yaml.safe_load(open(sys.argv[1]))
assert action['runs']['using'] == 'composite'
folder = os.path.dirname(os.path.abspath(sys.argv[1]))
given = dict(a.split('=', 1) for a in sys.argv[2:])
assert set(given) <= set(action['inputs']), given
known = {'inputs.' + k: str(given.get(k, v['default'])) for k, v in action['inputs'].items()}
known['github.action_path'] = folder
fill = lambda s: re.sub(r'\$\{\{ *([a-z_.]+) *\}\}', lambda m: known[m.group(1)], str(s))
assert all('${{' not in s['run'] for s in action['runs']['steps'])  # nothing of an input is read as shell code
step = action['runs']['steps'][-1]
env = dict(os.environ, GITHUB_ACTION_PATH=folder, **{k: fill(v) for k, v in step['env'].items()})
env['VIRTCANON'] = os.environ['BUILT']
sys.exit(subprocess.run([step['shell'], '-e', '-c', step['run']], env=env).returncode)
PY
    expect 1 env BUILT="$virtcanon" "$python" step.py "$root/action.yml" files=guests sarif=again.sarif
    has "$work/out" "^::error file=guests/two.xml,line=3,col=3,title=name-slash::"
    has again.sarif '"uri": "guests/two.xml"'
    expect 0 env BUILT="$virtcanon" "$python" step.py "$root/action.yml" files=guests/one.xml host=qemu-10.0-x86_64
    expect 1 env BUILT="$virtcanon" "$python" step.py "$root/action.yml" files=guests/one.xml strict=true
else
    echo "skipped: action.yml (python3-yaml)"
fi

# pre-commit itself, with the hooks of the commit that is checked out
if command -v pre-commit > /dev/null && commit=$(git -C "$root" rev-parse HEAD 2> /dev/null); then
    export PRE_COMMIT_HOME="$work/hooks" HOME="$work"
    git init -q . && git config user.email a@example.org && git config user.name a
    rm -f guests/two.xml
    cat > .pre-commit-config.yaml << YAML
repos:
  - repo: $root
    rev: $commit
    hooks:
      - id: virtcanon-validate
        files: ^guests/
        args: [--disable, agent-missing]
YAML
    git config --global --add safe.directory '*'
    git add guests .pre-commit-config.yaml
    expect 0 pre-commit run --all-files
    has "$work/out" "validate libvirt domain documents\.*Passed"
    guest a/b > "guests/two, too.xml"
    git add guests
    expect 1 pre-commit run
    has "$work/out" "^guests/two, too.xml:3:3: error: .*\[name-slash\]"
else
    echo "skipped: pre-commit"
fi
finish
