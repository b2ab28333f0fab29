/* Automata of the patterns of types: read from a regular expression, made deterministic, written as tables. */
#ifndef RNGC_AUTOMATA_H
#define RNGC_AUTOMATA_H

#include "rngc.h"

struct nfa_state {
    int out[2];      /* where it goes, -1: nowhere */
    uint8_t set[32]; /* the bytes that it reads on its way to out[0], when it reads */
    bool reads, refuses;
};

struct nfa {
    struct nfa_state *states;
    int count, start, end;
};

/* The automaton of a pattern of struct type; good until the next one is read. */
const struct nfa *nfa_read(const char *pattern);

/* Writes struct type_automaton automata[], in the order of types. */
void write_automata(FILE *out);

#endif
