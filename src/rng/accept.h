/* Is a text a value of a type? */
#ifndef VC_RNG_ACCEPT_H
#define VC_RNG_ACCEPT_H

#include <stdbool.h>
#include <stdint.h>

/* type: index of domain_schema.types; atom: of the text, 0 when it has none. */
bool type_accepts(uint32_t type, const char *text, uint16_t atom);

/* True when the type lists this atom. */
bool type_lists(uint32_t type, uint16_t atom);

#endif
