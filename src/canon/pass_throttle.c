/* Limits on the input and output of disks, and the groups of disks that share some. Knows no image. */
#include "device.h"

/* A limit of all traffic excludes limits of its parts. */
static void check_limits(struct canon *c, const struct node *limits)
{
    static const uint16_t rows[][3] = {
        {A_total_bytes_sec, A_read_bytes_sec, A_write_bytes_sec},
        {A_total_iops_sec, A_read_iops_sec, A_write_iops_sec},
        {A_total_bytes_sec_max, A_read_bytes_sec_max, A_write_bytes_sec_max},
        {A_total_iops_sec_max, A_read_iops_sec_max, A_write_iops_sec_max},
    };
    for (size_t i = 0; limits && i < countof(rows); i++)
        if (node_child(limits, rows[i][0]) && (node_child(limits, rows[i][1]) || node_child(limits, rows[i][2])))
            refuse(c, limits, NULL, D_disk_limits, atom_text[rows[i][0]]);
}

static void check_groups(struct canon *c, struct seen *groups)
{
    FOR_CHILDREN(group, node_child(c->domain, A_throttlegroups), A_throttlegroup) {
        const struct node *name = node_child(group, A_group_name);
        const char *text = node_text(c->doc, name);
        const struct node *first = *text ? seen_before(groups, text, group) : NULL;
        if (!*text)
            refuse(c, name ? name : group, NULL, D_element_missing, "throttlegroup", "group_name", "");
        else if (first)
            refuse(c, name, NULL, D_throttle_group_twice, text, line_of(c, first));
        check_limits(c, group);
    }
}

static void check_filters(struct canon *c, const struct seen *groups, const struct node *disk)
{
    const struct node *filters = node_child(disk, A_throttlefilters);
    FOR_CHILDREN(filter, filters, A_throttlefilter) {
        const char *name = attr_get(filter, A_group);
        if (name && !seen_owner(groups, name))
            refuse_at(c, filter, A_group, D_disk_filter, name);
    }
    refuse_repeats(c, filters, A_throttlefilter, A_group, D_disk_filter_twice);
}

void pass_throttle(struct canon *c)
{
    struct seen *groups = seen_new(c->scratch); /* by name */
    check_groups(c, groups);
    FOR_DEVICES(disk, c, A_disk) {
        check_limits(c, node_child(disk, A_iotune));
        check_filters(c, groups, disk);
    }
}

/* QEMU has one or the other between a disk and its image. */
void pass_throttle_qemu(struct canon *c)
{
    FOR_DEVICES(disk, c, A_disk) {
        const struct node *filters = node_child(disk, A_throttlefilters), *tune = node_child(disk, A_iotune);
        if (!node_child(filters, A_throttlefilter))
            continue;
        if (attr_is(disk, A_device, A_cdrom))
            refuse(c, filters, NULL, D_disk_filter_cdrom);
        else if (node_first_element(tune))
            refuse(c, tune, NULL, D_disk_filter_tune);
    }
}
