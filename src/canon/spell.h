/* What the schema's annotations say about every value and element, applied to a bound tree. */
#ifndef VC_CANON_SPELL_H
#define VC_CANON_SPELL_H

#include "canon.h"

/* Spelling and constants once more, for what passes have made. */
void spell_again(struct canon *c);
/* Drops elements that say nothing, and with --libvirt what libvirt would not print. */
void spell_tidy(struct canon *c);

#endif
