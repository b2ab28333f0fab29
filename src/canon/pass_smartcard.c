/* Smart cards: what each mode needs. Knows no reader and no slot. */
#include "device.h"

void pass_smartcard(struct canon *c)
{
    FOR_DEVICES(card, c, A_smartcard) {
        const size_t certificates = node_count(card, A_certificate);
        if (attr_is(card, A_mode, A_host_certificates) && certificates != 3)
            refuse(c, card, NULL, D_smartcard_certificates, text_of(c, certificates));
    }
}

void pass_smartcard_check(struct canon *c)
{
    struct node *first = node_child(c->devices, A_smartcard);
    FOR_DEVICES(card, c, A_smartcard) {
        const struct node *address = node_child(card, A_address), *database = node_child(card, A_database);
        if (card != first || attr_uint_or(address, A_controller, 0) || attr_uint_or(address, A_slot, 0))
            refuse(c, card, NULL, D_smartcard_second);
        if (address && !attr_is(address, A_type, A_ccid))
            refuse(c, address, NULL, D_device_address, attr_get(address, A_type), "smart card");
        if (database && *node_text(c->doc, database) != '/')
            refuse(c, database, NULL, D_smartcard_database, node_text(c->doc, database));
    }
}
