/* What the passes over consoles and serial ports share. */
#ifndef VC_CANON_SERIAL_H
#define VC_CANON_SERIAL_H

#include "device.h"

/* A console that says nothing else is a serial port. */
bool stands_for_serial(const struct node *console);

#endif
