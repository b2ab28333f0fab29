/* Every limit of the program in one place. */
#ifndef VC_BASE_LIMITS_H
#define VC_BASE_LIMITS_H

enum {
    LIMIT_FILE_BYTES = 64 * 1024 * 1024, /* a larger document is refused unread */
    LIMIT_DEPTH = 250,                   /* elements inside one another; libxml2 itself stops at 256 */
    LIMIT_DIAGS = 1000,                  /* errors kept for one document, and other messages; later ones are only counted */
    LIMIT_SEARCHES = 200,                /* misplaced things of one document for which the right place is looked up */
    LIMIT_MENDINGS = 100,                /* mistakes of one document beside which others are looked for */
    LIMIT_CPUSET = 16384,                /* highest CPU or node number + 1 in a cpuset */
    LIMIT_CONTROLLERS = 4096,            /* controllers of one kind that are added for devices */
    LIMIT_VCPUS = 16384,                 /* vCPUs of one guest */
    LIMIT_XPATH_STEPS = 2000000,         /* libxml2's steps for one rule of a policy on one document */
    LIMIT_XPATH_NODES = 20000,           /* nodes that one rule selects */
    LIMIT_PATTERN_STEPS = 20000,         /* PCRE2's match limit for one value */
    LIMIT_POLICY_RULES = 1000,           /* rules of one policy */
};

#endif
