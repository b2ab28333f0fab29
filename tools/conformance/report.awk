# reasons.tsv (REASON, regular expression for "KIND NAME PRETENDED DETAIL"; the first that fits counts) and the results to a
# section of docs/parity.md.
BEGIN { kinds = split("canon again refused start", kind, " ") }
FILENAME ~ /reasons\.tsv$/ { reason[++reasons] = $1; fits[reasons] = $2; next }
{
    total[$2, $3]++; sum[$2]++; checks++
    if ($4 == "pass" || $4 == "moved") { good[$2, $3]++; gained[$2]++ }
    if ($2 == "canon" && $4 != "fail") { outputs++; if ($4 == "pass") fixed++ }
    if ($4 == "crash") crashes++
    if (!seen[$3]++) arch[++archs] = $3
    if ($5 != "-") pretending++
    if ($4 != "pass")
        list[reason_for($2 " " $1 " " $5 " " $6)] = list[reason_for($2 " " $1 " " $5 " " $6)] \
            "- `" $1 "` (" ($4 == "moved" ? "a second run changes it" : $2) ")" ($6 == "" ? "" : ": " $6) "\n"
}
function reason_for(what,    i) {
    for (i = 1; i <= reasons && what !~ fits[i]; i++)
        ;
    return i
}
function percent(part, whole) { return sprintf("%.1f%%", 100 * part / whole) }
function row(kind, arch, part, whole) {
    if (whole)
        printf "| %s | %s | %d | %d | %s |\n", kind, arch, part, whole, percent(part, whole)
}
function sort_archs(    i, j, t) {
    for (i = 2; i <= archs; i++)
        for (j = i; j > 1 && (arch[j - 1] > arch[j]); j--) { t = arch[j]; arch[j] = arch[j - 1]; arch[j - 1] = t }
}
END {
    sort_archs()
    print "## " title "\n"
    print checks " checks, of which " pretending + 0 " pretend something about the host.\n"
    print "| kind | architecture | agree | of | |\n|---|---|---:|---:|---:|"
    for (k = 1; k <= kinds; k++) {
        for (a = 1; a <= archs; a++)
            row(kind[k], arch[a], good[kind[k], arch[a]], total[kind[k], arch[a]])
        row("**" kind[k] "**", "all", gained[kind[k]], sum[kind[k]])
    }
    if (outputs)
        print "\n" fixed + 0 " of " outputs " canonical forms come back unchanged from a second run." (crashes ? " Crashes: " crashes "." : "")
    print "\n### Remaining differences"
    reason[reasons + 1] = "No reason is known yet."
    for (i = 1; i <= reasons + 1; i++)
        if (list[i] != "")
            printf "\n%s\n\n%s", reason[i], list[i]
}
