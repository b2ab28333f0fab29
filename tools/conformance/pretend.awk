# Changes a host profile (standard input, last) as a test pretends its host to be: capabilities taken from QEMU or given
# to it, other interrupt controllers, the PCI devices and the NUMA nodes of the reference's test host.
BEGIN {
    n = split(facts, fact, ",")
    for (i = 1; i <= n; i++) {
        split(fact[i], side, "=")
        if (side[1] == "removed-caps" || side[1] == "extra-caps") {
            m = split(side[2], name, "+")
            for (j = 1; j <= m; j++)
                wish[name[j]] = side[1]
        } else if (side[1] == "gic" && side[2] !~ /none|[+]/)
            gic = side[2]
        else if (side[1] == "mock:host-pci")
            pci = 1
        else if (side[1] == "mock:host-numa")
            numa = 4
    }
}
FILENAME ~ /capabilities\.tsv$/ { ours[$1] = $2; next }
FILENAME ~ /host-pci\.txt$/ { if (pci) device[++devices] = $0; next }
!started {
    started = 1
    for (cap in wish) {
        own = cap in ours ? ours[cap] : cap
        if (wish[cap] == "removed-caps") gone[own] = 1; else extra = extra " " own
    }
}
/^gic / && gic != "" {
    if (!done++) {
        if (gic != "v3") print "gic 2 kernel emulated"
        if (gic != "v2") print "gic 3 kernel emulated"
    }
    next
}
/^caps / {
    line = "caps" (first++ ? "" : extra)
    for (i = 2; i <= NF; i++)
        if (!($i in gone))
            line = line " " $i
    print line
    next
}
/^accelerator kvm/ && ("KVM" in gone) { skip = 1; next }
/^accelerator / { skip = 0 }
skip && /^(cpu|model|on|off|unmigratable|deprecated|value|hyperv) / { next }
{ skip = 0; print }
END {
    for (i = 1; i <= devices; i++)
        print device[i]
    for (i = 0; i < numa; i++)
        printf "node %d cpus=%d-%d memory=%d\n", i, 4 * i, 4 * i + 3, (i + 1) * 1048576
}
