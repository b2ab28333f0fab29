# Judges what `score` left: NAME KIND ARCH VERDICT PRETENDED DETAIL. Verdicts are pass, fail, moved (right, but a second run
# changes it) and crash. Generated identifiers, those the input does not have, are equal to one another.
BEGIN { OFS = "\t" }
{
    code = first_line(out "/" NR ".code") + 0
    if (code > 2)
        say("crash", "exit " code)
    else if ($2 != "canon" && $2 != "again")
        say(code == 1 ? "pass" : "fail", code == 1 ? "" : "accepted")
    else if (code != 0)
        say("fail", "refused: " first_line(out "/" NR ".err"))
    else {
        flat = squeeze(slurp($4))
        text = slurp(out "/" NR ".xml")
        difference = first_difference(mask(slurp($5)), mask(text))
        say(difference != "" ? "fail" : text != slurp(out "/" NR ".again") ? "moved" : "pass", difference)
    }
}
function say(verdict, detail) { print $1, $2, $3, verdict, $8, detail }
function first_line(path,    line) {
    line = ""
    getline line < path
    close(path)
    sub(/^[^:]*:[0-9]+:[0-9]+: error: /, "", line)
    return line
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
