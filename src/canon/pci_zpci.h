/* zPCI identifiers of the devices of an s390 guest. */
#ifndef VC_CANON_PCI_ZPCI_H
#define VC_CANON_PCI_ZPCI_H

#include "canon.h"

/* After all devices have their PCI addresses. */
void pci_give_zpci(struct canon *c);

#endif
