/* Reads the regular expression of a type into a nondeterministic automaton over bytes. Knows no type and no output. */
#include "automata.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NFA_MAX = 60000 };

static struct nfa machine;
static const char *at; /* what is left to read */

static int add_state(void)
{
    if (machine.count == NFA_MAX)
        die("a pattern is too large");
    if (!machine.states)
        machine.states = zalloc(NFA_MAX * sizeof(*machine.states));
    machine.states[machine.count] = (struct nfa_state){ .out = { -1, -1 } };
    return machine.count++;
}

static void link_states(int from, int to)
{
    struct nfa_state *s = &machine.states[from];

    s->out[s->out[0] >= 0] = to;
}

/* A piece with one way in and one way out. */
struct piece {
    int in, out;
};

static struct piece piece_empty(void)
{
    struct piece p = { add_state(), add_state() };

    link_states(p.in, p.out);
    return p;
}

static struct piece piece_of(const uint8_t *set)
{
    struct piece p = { add_state(), add_state() };

    memcpy(machine.states[p.in].set, set, 32);
    machine.states[p.in].reads = true;
    link_states(p.in, p.out);
    return p;
}

static struct piece both(struct piece a, struct piece b)
{
    link_states(a.out, b.in);
    return (struct piece){ a.in, b.out };
}

static struct piece either(struct piece a, struct piece b)
{
    struct piece p = { add_state(), add_state() };

    link_states(p.in, a.in);
    link_states(p.in, b.in);
    link_states(a.out, p.out);
    link_states(b.out, p.out);
    return p;
}

/* ---- sets of bytes ---- */

static void set_add(uint8_t *set, int from, int to)
{
    for (int c = from; c <= to; c++)
        set[c / 8] |= (uint8_t)(1 << c % 8);
}

static struct piece piece_range(int from, int to)
{
    uint8_t set[32] = { 0 };

    set_add(set, from, to);
    return piece_of(set);
}

/* One character outside ASCII, in UTF-8. */
static struct piece piece_wide(void)
{
    struct piece tail = piece_range(0x80, 0xbf);
    struct piece two = both(piece_range(0xc2, 0xdf), piece_range(0x80, 0xbf));
    struct piece three = both(piece_range(0xe0, 0xef), both(piece_range(0x80, 0xbf), tail));
    struct piece four = both(piece_range(0xf0, 0xf4), both(piece_range(0x80, 0xbf),
                             both(piece_range(0x80, 0xbf), piece_range(0x80, 0xbf))));

    return either(two, either(three, four));
}

static int read_escape(uint8_t *set)
{
    int c = (unsigned char)*at++;

    switch (c) {
    case 'd':
        set_add(set, '0', '9');
        return -1;
    case 's':
        set_add(set, ' ', ' ');
        set_add(set, '\t', '\n');
        set_add(set, '\r', '\r');
        return -1;
    case 'w':
        set_add(set, '0', '9');
        set_add(set, 'A', 'Z');
        set_add(set, 'a', 'z');
        return -1;
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    default:
        if (isalnum(c))
            die("the escape \\%c of a pattern is not supported", c);
        return c;
    }
}

static int read_set_char(uint8_t *set)
{
    int c = (unsigned char)*at++;

    if (c >= 0x80)
        die("a set of characters outside ASCII is not supported");
    return c == '\\' ? read_escape(set) : c;
}

static struct piece read_set(void)
{
    uint8_t set[32] = { 0 };
    bool negated = *at == '^';

    if (negated)
        at++;
    while (*at != ']') {
        int from = read_set_char(set), to = from;

        if (from >= 0 && at[0] == '-' && at[1] != ']') {
            at++;
            to = read_set_char(set);
        }
        if (from >= 0)
            set_add(set, from, to);
    }
    at++;
    if (!negated)
        return piece_of(set);
    for (int i = 0; i < 32; i++)
        set[i] = i < 16 ? (uint8_t)~set[i] : 0;
    return either(piece_of(set), piece_wide());
}

static struct piece read_any(void)
{
    uint8_t set[32] = { 0 };

    set_add(set, 1, 9);
    set_add(set, 11, 12);
    set_add(set, 14, 127);
    return either(piece_of(set), piece_wide());
}

/* ---- expressions ---- */

static struct piece read_choice(void);

/* (?!words\z): what the words match is no match at all. */
static struct piece read_refusal(void)
{
    struct piece p = read_choice();

    if (strncmp(at, "\\z)", 3) != 0)
        die("a pattern looks ahead");
    at += 3;
    machine.states[p.out].refuses = true;
    struct piece start = { add_state(), add_state() };

    link_states(start.in, p.in);
    link_states(start.in, start.out);
    return start;
}

static struct piece read_atom(void)
{
    uint8_t set[32] = { 0 };
    struct piece p;
    int c = (unsigned char)*at++;

    switch (c) {
    case '(':
        if (!strncmp(at, "?!", 2)) {
            at += 2;
            return read_refusal();
        }
        if (!strncmp(at, "?:", 2))
            at += 2;
        p = read_choice();
        if (*at++ != ')')
            die("a pattern lacks a closing parenthesis");
        return p;
    case '[':
        return read_set();
    case '.':
        return read_any();
    case '\\':
        c = read_escape(set);
        if (c < 0)
            return piece_of(set);
        /* fallthrough */
    default:
        return piece_range(c, c);
    }
}

static void read_counts(int *min, int *max)
{
    char *end;

    *min = 1;
    *max = 1;
    if (*at == '*' || *at == '?')
        *min = 0;
    if (*at == '*' || *at == '+')
        *max = -1;
    if (*at == '*' || *at == '?' || *at == '+') {
        at++;
    } else if (*at == '{') {
        *min = *max = (int)strtol(at + 1, &end, 10);
        at = end;
        if (*at == ',') {
            at++;
            *max = *at == '}' ? -1 : (int)strtol(at, &end, 10);
            at = *at == '}' ? at : end;
        }
        at++;
    }
}

static struct piece optional(struct piece p)
{
    return either(p, piece_empty());
}

static struct piece read_piece(void)
{
    const char *start = at, *behind;
    struct piece first = read_atom(), all;
    int min, max;

    read_counts(&min, &max);
    behind = at;
    if (min == 1 && max == 1)
        return first;
    all = piece_empty();
    for (int i = 0; i < min || i < max || (i == 0 && max < 0); i++) {
        struct piece next;

        at = start;
        next = i ? read_atom() : first;
        all = both(all, i < min ? next : optional(next));
        if (max < 0 && i >= min - 1) { /* the last copy may come again */
            int again = add_state(), done = add_state();

            link_states(all.out, again);
            link_states(again, next.in);
            link_states(again, done);
            all.out = done;
            break;
        }
    }
    at = behind;
    return all;
}

static struct piece read_sequence(void)
{
    struct piece all = piece_empty();

    while (*at && *at != '|' && *at != ')' && strncmp(at, "\\z", 2) != 0)
        all = both(all, read_piece());
    return all;
}

static struct piece read_choice(void)
{
    struct piece all = read_sequence();

    while (*at == '|') {
        at++;
        all = either(all, read_sequence());
    }
    return all;
}

const struct nfa *nfa_read(const char *pattern)
{
    struct piece p;

    if (strncmp(pattern, "\\A", 2) != 0)
        die("the pattern %s is not anchored", pattern);
    machine.count = 0;
    at = pattern + 2;
    p = read_choice();
    if (strcmp(at, "\\z") != 0)
        die("the pattern %s cannot be read from '%s' on", pattern, at);
    machine.start = p.in;
    machine.end = p.out;
    return &machine;
}
