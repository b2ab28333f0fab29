# The preface, a report and a new section to a new report: the section replaces the one of its title, others stay. Titles
# are sorted, so that it does not matter which section was made first.
FNR == 1 { file = FILENAME; title = "" }
file == ARGV[1] { print; next }
/^## / {
    title = $0
    if (!(title in text)) {
        for (at = ++titles; at > 1 && title < order[at - 1]; at--)
            order[at] = order[at - 1]
        order[at] = title
    }
    text[title] = ""
}
title != "" { text[title] = text[title] $0 "\n" }
END {
    for (i = 1; i <= titles; i++) {
        sub(/\n*$/, "", text[order[i]])
        print "\n" text[order[i]]
    }
}
