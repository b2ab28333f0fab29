/* The two rounds of giving PCI addresses: a plan that finds out which controllers are missing, then the real
 * one. Shared by the files pci_*.c and pass_pci_*.c alone. */
#ifndef VC_CANON_PCI_PLAN_H
#define VC_CANON_PCI_PLAN_H

#include "pci_guest.h"

/* Buses of the guest's controllers, and all addresses that are written. */
bool pci_begin(struct pci_guest *g, bool planning);
/* Addresses for all that want one, kind by kind. */
bool pci_serve(struct pci_guest *g);
/* Plans, and adds the controllers that the plan needs. */
bool pci_add_missing_buses(struct pci_guest *g);

#endif
