/* Memory shared between guests: sizes and interrupts by model. */
#include <string.h>

#include "amount.h"
#include "device.h"

enum { SHMEM_MIB = 4, KIB_OF_MIB = 1024 };

static void doorbell(struct canon *c, struct node *shmem)
{
    fill_atom(c, fill_child(c, shmem, A_msi, R_shmem_msi), A_ioeventfd, R_shmem_msi, A_on);
}

void pass_shmem(struct canon *c)
{
    FOR_DEVICES(shmem, c, A_shmem) {
        struct node *model = node_child(shmem, A_model), *size = node_child(shmem, A_size);
        if (attr_is(model, A_type, A_ivshmem_doorbell)) {
            doorbell(c, shmem);
        } else if (!size) {
            size = fill_child(c, shmem, A_size, R_shmem_size);
            fill_attr(c, size, A_unit, R_shmem_size, "M");
            decide_text(c, size, R_shmem_size, text_of(c, SHMEM_MIB));
        }
    }
}

/* A plain one is memory alone; a doorbell belongs to a server, which knows the size. */
void pass_shmem_check(struct canon *c)
{
    FOR_DEVICES(shmem, c, A_shmem) {
        struct node *model = node_child(shmem, A_model);
        struct node *server = node_child(shmem, A_server), *size = node_child(shmem, A_size);
        const char *name = attr_get(shmem, A_name);
        if (name && strchr(name, '/'))
            refuse_at(c, shmem, A_name, D_shmem_name);
        if (attr_is(model, A_type, A_ivshmem_plain)) {
            if (server || node_child(shmem, A_msi))
                refuse(c, shmem, NULL, D_shmem_plain);
        } else if (attr_is(model, A_type, A_ivshmem_doorbell)) {
            if (!server || size)
                refuse(c, shmem, NULL, D_shmem_doorbell);
        } else {
            refuse(c, model ? model : shmem, NULL, D_shmem_model);
        }
    }
}

/* Sizes are whole MiB, for QEMU a power of two. */
void pass_shmem_size(struct canon *c)
{
    FOR_DEVICES(shmem, c, A_shmem) {
        struct node *size = node_child(shmem, A_size);
        uint64_t kib;
        if (!amount_text_kib(c, size, &kib))
            continue;
        if (canon_is_for(c, DRIVER_QEMU) && (kib < KIB_OF_MIB || next_power_of_two(kib) != kib)) {
            refuse(c, size, NULL, D_shmem_size);
            continue;
        }
        decide_text(c, size, R_shmem_unit, text_of(c, kib / KIB_OF_MIB));
        decide_attr(c, size, A_unit, R_shmem_unit, "M");
    }
}
