# Rows to batches, as one run takes many documents: leaves a copy of row N's input in work/out/N.xml, and prints a line for
# each kind, host and way of reading: BATCH COMMAND OPTIONS PROFILE REPLIES NAMES PRETENDED. work/out/BATCH lists its copies.
BEGIN { FS = OFS = "\t" }
{
    options = $7 == "generic" ? "--generic" : ($7 ~ /alone|reload/ && $2 != "start") ? "--reload" : ""
    profile = ""
    if ($7 != "generic" && $7 != "alone")
        profile = profile_of($6, $7 ~ /aliases/ ? "" : "--no-machine-aliases", $8)
    batch = ($2 == "start" ? "validate" : "canon") OFS options OFS profile
    if (!(batch in number)) {
        number[batch] = ++batches
        print "batch" batches, batch, $6, $7 ~ /aliases/ ? "" : "--no-machine-aliases", $8
    }
    print NR ".xml" > work "/out/batch" number[batch]
    copy($4, work "/out/" NR ".xml")
}
# The same recording and pretence have the same name.
function profile_of(replies, names, pretended,    n, i, fact) {
    sub(/.*\//, "", replies)
    replies = replies names
    n = split(pretended, fact, ",")
    for (i = 1; i <= n; i++)
        if (fact[i] ~ /^((extra|removed)-caps|gic|mock:host-(pci|numa))/)
            replies = replies "-" fact[i]
    gsub(/[^A-Za-z0-9_.-]/, "-", replies)
    return replies
}
function copy(from, to,    line) {
    while ((getline line < from) > 0)
        print line > to
    close(from)
    close(to)
}
