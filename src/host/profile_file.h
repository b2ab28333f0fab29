/* What reader and writer of profile files have to agree on: the words at the beginning of lines.
 * docs/host-profiles.md describes the format. */
#ifndef VC_HOST_PROFILE_FILE_H
#define VC_HOST_PROFILE_FILE_H

#define PROFILE_MAGIC "virtcanon-host-profile"

enum { PROFILE_VERSION = 1 };

#endif
