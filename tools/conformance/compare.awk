# Judges what `score` left in OUT: NAME KIND ARCH VERDICT PRETENDED DETAIL. Verdicts are pass, fail, moved (right, but a
# second run changes it) and crash. Generated identifiers, those the input does not have, are equal to one another.
BEGIN {
    OFS = "\t"
    for (batch = 1; (getline code < (out "/batch" batch ".code")) > 0; batch++)
        read_batch(out "/batch" batch, code)
}
FNR in crashed { say("crash", "exit " crashed[FNR]); next }
$2 != "canon" && $2 != "again" { say(FNR in refused ? "pass" : "fail", FNR in refused ? "" : "accepted"); next }
FNR in refused { say("fail", "refused: " refused[FNR]); next }
{
    flat = squeeze(slurp($4))
    difference = first_difference(mask(slurp($5)), mask(slurp(out "/" FNR ".xml")))
    say(difference != "" ? "fail" : FNR in moved ? "moved" : "pass", difference)
}
function say(verdict, detail) { print $1, $2, $3, verdict, $8, detail }
function read_batch(path, code,    line, row, text) {
    while ((getline line < path) > 0)
        if (code > 1)
            crashed[line + 0] = code
    while ((getline line < (path ".err")) > 0) {
        text = line
        if (sub(/^[0-9]+\.xml:[0-9:]* error: /, "", text) && !((row = line + 0) in refused))
            refused[row] = text
    }
    while ((getline line < (path ".moved")) > 0)
        moved[line + 0] = 1
}
function slurp(path,    line, text) {
    while ((getline line < path) > 0)
        text = text line "\n"
    close(path)
    return text
}
function squeeze(text) { gsub(/[ \t\n:-]/, "", text); return tolower(text) }
function mask(text) {
    return mask_one(mask_one(mask_one(text, "<uuid>", "<"), "<genid>", "<"), "<mac address='", "'")
}
function mask_one(text, start, end,    done, at, value) {
    while ((at = index(text, start))) {
        done = done substr(text, 1, at - 1 + length(start))
        text = substr(text, at + length(start))
        value = substr(text, 1, index(text, end) - 1)
        done = done (index(flat, squeeze(value)) || value ~ /^[0-]*$/ ? value : "(generated)")
        text = substr(text, length(value) + 1)
    }
    return done text
}
function first_difference(want, got,    w, g, n, m, i) {
    if (want == got)
        return ""
    n = split(want, w, "\n"); m = split(got, g, "\n")
    for (i = 1; i <= n && i <= m && w[i] == g[i]; i++)
        ;
    gsub(/^ +/, "", w[i]); gsub(/^ +/, "", g[i])
    return "`" w[i] "` expected, `" g[i] "` printed"
}
