/* The length of an array, known when compiled. */
#ifndef VC_BASE_ARRAY_H
#define VC_BASE_ARRAY_H

/* Of an array, never of a pointer. The name is that of C2y. */
#define countof(array) (sizeof(array) / sizeof *(array))

#endif
