/* The hash of the table of atoms; the schema compiler and the generated atom_find() must agree on it. */
#ifndef VC_SCHEMA_ATOM_HASH_H
#define VC_SCHEMA_ATOM_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t atom_bytes(const char *s, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++) /* n is a constant wherever speed matters: compiled into one load */
        word |= (uint64_t)(unsigned char)s[i] << (8 * i);
    return word;
}

/* Reads at most the first and the last eight bytes: names and values of a schema hardly ever agree in both. */
static inline uint32_t atom_hash(const char *s, size_t len, uint64_t seed)
{
    uint64_t head, tail;

    if (len >= 8) {
        head = atom_bytes(s, 8);
        tail = atom_bytes(s + len - 8, 8);
    } else if (len >= 4) {
        head = atom_bytes(s, 4);
        tail = atom_bytes(s + len - 4, 4);
    } else {
        head = len ? (unsigned char)s[0] | (uint64_t)(unsigned char)s[len / 2] << 8 : 0;
        tail = len ? (unsigned char)s[len - 1] : 0;
    }
    head = (head ^ (seed + len)) * 0x9e3779b97f4a7c15u;
    tail = (tail ^ (head >> 29) ^ head) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)(tail >> 32);
}

#endif
