# Manifest of an extract to rows: NAME KIND ARCH INPUT EXPECTED REPLIES OPTIONS PRETENDED
BEGIN { FS = OFS = "\t" }
FNR == 1 { next }
$6 ~ /missing-input/ { next }
# What libvirt made of another hypervisor's file.
suite == "xen" || suite == "vmx" {
    if ($5 ~ /^from-/) {
        document = root "/" suite "/cases/" $1 "/" $2 ".xml"
        print $1 "." (suite == "vmx" ? suite : $2), "again", suite == "vmx" ? "vmware" : suite, document, document, "", "alone", "-"
    }
    next
}
{
    folder = root "/" suite "/cases/" $1 "/"
    options = suite == "generic" ? "generic" : (("," $6 ",") ~ /,abi-update,/ ? "" : "reload ") ($2 ~ /-latest/ ? "" : "aliases")
    sub(/ $/, "", options)
    replies = suite == "generic" ? "" : root "/hosts/" $4
    pretended = ""
    n = split($6, note, ",")
    for (i = 1; i <= n; i++)
        if (note[i] ~ /^(extra-caps|removed-caps|gic|env|qemu-conf|swtpm|host-cpu|mock:host-pci|mock:host-numa)/)
            pretended = pretended (pretended == "" ? "" : ",") note[i]
    arch = suite == "generic" ? "generic" : $3
    expected = folder $2 ".xml"
    if ($5 == "reject-parse")
        row("refused")
    else if ($5 == "reject-start") {
        if ((getline line < expected) > 0)
            row("canon")
        close(expected)
        row("start")
    } else if ($5 ~ /^canon/)
        row("canon")
}
function row(kind) { print $1 "." $2, kind, arch, folder "input.xml", expected, replies, options, pretended == "" ? "-" : pretended }
