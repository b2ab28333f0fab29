/* Every limit of the program in one place. */
#ifndef VC_BASE_LIMITS_H
#define VC_BASE_LIMITS_H

enum {
    LIMIT_FILE_BYTES = 64 * 1024 * 1024, /* a larger document is refused unread */
    LIMIT_DEPTH = 250,                   /* elements inside one another; libxml2 itself stops at 256 */
    LIMIT_DIAGS = 1000,                  /* messages kept for one document; later ones are only counted */
    LIMIT_CPUSET = 16384,                /* highest CPU or node number + 1 in a cpuset */
    LIMIT_CONTROLLERS = 4096,            /* controllers of one kind that are added for devices */
    LIMIT_VCPUS = 16384,                 /* vCPUs of one guest */
};

#endif
