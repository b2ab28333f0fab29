# libvirt's lists of tests to rows (as of rows-extract.awk). First the recorded replies, oldest first; then the C files.
# Which macro a case is listed with tells architecture, version and way of reading; its files tell the rest.
BEGIN { OFS = "\t"; tests = root "/tests/" }

FILENAME == "-" || FILENAME == "" {
    file = $0
    sub(/.*\/caps_/, "", file); sub(/\.replies$/, "", file)
    split(file, part, "_")
    version = part[1]; arch = substr(file, length(version) + 2)
    replies[arch, version] = replies[arch, "latest"] = $0
    next
}
FNR == 1 {
    generic = FILENAME ~ /generic/; call = ""; delete setting
    other = FILENAME; sub(/.*\//, "", other)
    if (!sub(/(config)?test\.c$/, "", other) || other !~ /^(xl|xm|vmx2xml)$/) other = ""
}
# The other hypervisors' files that tests turn into documents: DO_TEST goes both ways.
other != "" && /^ *DO_TEST(_FORMAT|_REPLACE_VARS)?\("/ {
    split($0, string, "\"")
    document = tests (other == "vmx2xml" ? "vmx2xmldata/" : other "configdata/test-") string[2] ".xml"
    if (exists(document))
        print string[2] "." substr(other, 1, 3), "again", other == "vmx2xml" ? "vmware" : "xen", document, document, "", "alone", "-"
}
other != "" { next }
/^ *#/ { next }
# Before the first case all tests get their environment; what changes between the cases is for some of them.
/g_setenv\("/ && cases { split($0, word, "\""); setting["env=" word[2]] = 1; next }
/unsetenv\("/ { split($0, word, "\""); delete setting["env=" word[2]]; next }
/setenv\([A-Z_]*TPM/ { if (/unset/) delete setting["swtpm"]; else setting["swtpm"] = 1; next }
/driver\.config->.* = / {
    value = $0; sub(/.*= */, "", value)
    rest = $0
    while (match(rest, /config->[A-Za-z0-9]+/)) {
        name = "qemu-conf=" substr(rest, RSTART + 8, RLENGTH - 8)
        rest = substr(rest, RSTART + RLENGTH)
        if (value ~ /^(0|false|NULL);/) delete setting[name]; else setting[name] = 1
    }
    next
}
/VIR_FREE\(driver\.config->/ { name = $0; sub(/.*config->/, "", name); sub(/\).*/, "", name); delete setting["qemu-conf=" name]; next }
/^ *DO_TEST[A-Z0-9_]*\("/ { call = "" ; open = 1 }
open { call = call " " $0 }
open && /\); *$/ { open = 0; if (generic) generic_case(); else qemu_case() }

# The words after a keyword of the call up to LAST, with a prefix taken away, joined by '+'.
function list_after(keyword, last, prefix,    at, text, n, word, i, out) {
    at = index(call, keyword ",")
    if (!at)
        return ""
    text = substr(call, at + length(keyword) + 1)
    n = split(text, word, /[ ,)]+/)
    for (i = 1; i <= n && word[i] != last; i++)
        if (index(word[i], prefix) == 1)
            out = out (out == "" ? "" : "+") substr(word[i], length(prefix) + 1)
    return out
}
function after(keyword,    at, text, word) {
    at = index(call, keyword ",")
    if (!at)
        return ""
    text = substr(call, at + length(keyword) + 1)
    split(text, word, /[ ,")]+/)
    return word[2]
}
function exists(path,    line, got) { got = (getline line < path) >= 0; close(path); return got }
function pretend(text) { pretended = pretended (pretended == "" ? "" : ",") text }

function qemu_case(    macro, string, name, arch, version, variant, abi, suffix, input, kind, s, text) {
    macro = call; sub(/^ */, "", macro); sub(/\(.*/, "", macro)
    split(call, string, "\"")
    name = string[2]
    arch = "x86_64"; version = "latest"
    if (macro ~ /ARCH/) arch = string[4]
    if (macro ~ /PPC64/) arch = "ppc64"
    if (macro ~ /GIC/) { arch = "aarch64"; version = string[4] }
    if (macro ~ /ARCH_VER/) version = string[6]
    else if (macro ~ /_VER/) version = string[4]
    if (index(call, "ARG_CAPS_ARCH")) arch = after("ARG_CAPS_ARCH")
    if (index(call, "ARG_CAPS_VER")) version = after("ARG_CAPS_VER")
    variant = after("ARG_CAPS_VARIANT")
    abi = macro ~ /ABI_UPDATE/
    suffix = macro ~ /DO_TEST_FULL/ ? string[4] : "." arch "-" version variant (abi ? ".abi-update" : "")
    input = tests "qemuxmlconfdata/" name ".xml"
    kind = call ~ /PARSE_ERROR/ ? "refused" : call ~ /_FAILURE/ ? "start" : "canon"
    cases++
    if (!exists(input) || (name suffix, kind) in seen)
        return
    seen[name suffix, kind] = 1
    pretended = ""
    if ((text = list_after("ARG_QEMU_CAPS", "QEMU_CAPS_LAST", "QEMU_CAPS_")) != "") pretend("extra-caps=" text)
    if ((text = list_after("ARG_QEMU_CAPS_DEL", "QEMU_CAPS_LAST", "QEMU_CAPS_")) != "") pretend("removed-caps=" text)
    if (match(call, /GIC_(NONE|V2|V3|BOTH)/)) pretend("gic=" tolower(substr(call, RSTART + 4, RLENGTH - 4)))
    if (call ~ /HOST_CPU|HOSTCPU/) pretend("host-cpu")
    if (mentions(input, "<(hostdev|interface).*type=.(pci|hostdev)")) pretend("mock:host-pci")
    if (mentions(input, "<numatune>")) pretend("mock:host-numa")
    for (s in setting)
        pretend(s)
    emit(name suffix, kind, arch, input, tests "qemuxmlconfdata/" name suffix, replies[arch variant, version], \
         (abi ? "" : "reload") (version == "latest" ? "" : abi ? "aliases" : " aliases"))
}
function mentions(path, pattern,    line, found) {
    while ((getline line < path) > 0)
        found = found || line ~ pattern
    close(path)
    return found
}
function generic_case(    string, name, folder) {
    split(call, string, "\"")
    name = string[2]
    if (call ~ /BACKUP/)
        return
    pretended = ""
    folder = tests (call ~ /DIFFERENT/ ? "genericxml2xmloutdata/" : "genericxml2xmlindata/")
    print name ".generic", call ~ /FAIL/ ? "refused" : "canon", "generic", tests "genericxml2xmlindata/" name ".xml", \
          folder name ".xml", "", "generic", "-"
}
function emit(name, kind, arch, input, stem, recording, options,    marks) {
    marks = pretended == "" ? "-" : pretended
    if (kind != "refused" && exists(stem ".xml"))
        print name, "canon", arch, input, stem ".xml", recording, options, marks
    if (kind != "canon")
        print name, kind, arch, input, stem ".xml", recording, options, marks
}
