/* The public handle of a comparison, for the files that implement the public functions. */
#ifndef VC_VIRTCANON_DIFF_H
#define VC_VIRTCANON_DIFF_H

#include "abi/compare.h"
#include "virtcanon.h"

_Static_assert((int)TOLD_COUNT == (int)VC_CLASS_INFO + 1, "classes are told in the order of enum vc_class");

struct vc_diff {
    struct comparison comparison;
    const struct difference **sorted;
    const vc_document *old, *new;
};

#endif
