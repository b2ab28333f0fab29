/* Smart cards: what each mode needs. Knows no reader and no slot. */
#include "device.h"

void pass_smartcard(struct canon *c)
{
    FOR_DEVICES(card, c, A_smartcard) {
        const size_t certificates = node_count(card, A_certificate);
        if (attr_is(card, A_mode, A_host_certificates) && certificates != 3)
            refuse(c, card, NULL, D_smartcard_certificates, text_of(c, certificates));
        if (attr_is(card, A_mode, A_passthrough) && !attr_get(card, A_type))
            refuse(c, card, NULL, D_attribute_missing, "smartcard", "type");
    }
}

void pass_smartcard_check(struct canon *c)
{
    struct node *first = node_child(c->devices, A_smartcard), *second = first ? node_next_same(first) : NULL;
    if (second)
        refuse(c, second, NULL, D_device_second, "smartcard",
               text_of(c, doc_place(c->doc, first, NULL).line));
}
