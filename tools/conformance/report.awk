# reasons.tsv and the results to docs/parity.md.
BEGIN {
    kinds = split("canon again refused start", kind, " ")
    meaning["canon"] = "the canonical form, byte for byte"
    meaning["again"] = "what libvirt made of another hypervisor's file comes back unchanged, byte for byte"
    meaning["refused"] = "refused when it is defined: `canon` refuses it too"
    meaning["start"] = "refused only when it is started: `validate` reports an error"
}
FILENAME ~ /reasons\.tsv$/ { reason[$1] = $2; order[++reasons] = $1; next }
{
    total[$2, $3]++; sum[$2]++
    if ($4 == "pass" || $4 == "moved") { good[$2, $3]++; gained[$2]++ }
    if ($2 == "canon" && $4 != "fail") { outputs++; if ($4 == "pass") fixed++ }
    if ($4 == "crash") crashes++
    if (!seen[$3]++) arch[++archs] = $3
    if ($5 != "-") pretending++
    if ($4 != "pass") {
        key = reason_for($1, $2, $5)
        list[key] = list[key] "- `" $1 "` (" ($4 == "moved" ? "a second run changes it" : $2) ")" ($6 == "" ? "" : ": " $6) "\n"
        if (!(key in reason)) open++
    }
}
function reason_for(name, kind, pretended,    n, i, flag) {
    if ((kind ":" name) in reason)
        return kind ":" name
    n = split(pretended, flag, ",")
    for (i = 1; i <= n; i++) {
        sub(/=.*/, "", flag[i])
        if (flag[i] in reason)
            return flag[i]
    }
    return kind in reason ? kind : "open"
}
function percent(part, whole) { return sprintf("%.1f%%", 100 * part / whole) }
function sort_archs(    i, j, t) {
    for (i = 2; i <= archs; i++)
        for (j = i; j > 1 && (arch[j - 1] > arch[j]); j--) { t = arch[j]; arch[j] = arch[j - 1]; arch[j - 1] = t }
}
END {
    sort_archs()
    print "# Parity with libvirt\n"
    print "Written by `make conformance`; do not edit. It ran " origin ": " NR - reasons " checks. Without that extract it"
    print "fetches libvirt's source package from Debian and takes the tests out of it.\n"
    print "| kind | architecture | agree | of | |\n|---|---|---:|---:|---:|"
    for (k = 1; k <= kinds; k++) {
        for (a = 1; a <= archs; a++)
            if (total[kind[k], arch[a]])
                printf "| %s | %s | %d | %d | %s |\n", kind[k], arch[a], good[kind[k], arch[a]], total[kind[k], arch[a]],
                       percent(good[kind[k], arch[a]], total[kind[k], arch[a]])
        if (sum[kind[k]])
            printf "| **%s** | all | %d | %d | %s |\n", kind[k], gained[kind[k]], sum[kind[k]], percent(gained[kind[k]], sum[kind[k]])
    }
    print ""
    for (k = 1; k <= kinds; k++)
        print "- **" kind[k] "**: " meaning[kind[k]] "."
    if (outputs)
        print "- **fixed point**: " fixed + 0 " of " outputs " outputs come back unchanged from a second run."
    if (crashes)
        print "- **crashes**: " crashes
    print "\nAll but the checks of `generic`, which have no hypervisor, and of `xen` and `vmware` use the host profile that `virtcanon host import` makes of"
    print "the conversation with QEMU the test replays. " pretending + 0 " checks pretend something else about the host. Capabilities,"
    print "interrupt controllers, PCI devices and NUMA nodes are pretended in the profile as well.\n"
    print "## Remaining differences\n"
    if (list["open"] != "")
        print "Without a known reason:\n\n" list["open"]
    for (i = 1; i <= reasons; i++)
        if (list[order[i]] != "")
            print reason[order[i]] "\n\n" list[order[i]]
}
