/* The hashes of the generated tables, on which the schema compiler and the library must agree. */
#ifndef VC_SCHEMA_HASH_H
#define VC_SCHEMA_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* n bytes, n at most 8, as a number that does not depend on the machine's byte order. */
static inline uint64_t atom_bytes(const char *s, size_t n)
{
    uint64_t word = 0;

    memcpy(&word, s, n);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
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

/* Of a member by its name: key is enum slot_kind and enum schema_ns in one, see member_key(). */
static inline uint32_t member_hash(uint16_t slot, uint16_t name, uint8_t key)
{
    uint64_t all = (uint64_t)slot << 24 | (uint64_t)name << 8 | key;

    return (uint32_t)(all * 0x9e3779b97f4a7c15u >> 40);
}

static inline uint8_t member_key(unsigned kind, unsigned ns)
{
    return (uint8_t)(kind | ns << 1);
}

#endif
