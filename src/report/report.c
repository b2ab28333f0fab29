/* The frame of a report: its parts in their order. */
#include "report.h"

#include "../abi/guest.h"
#include "model.h"

void report_write(struct buf *b, struct arena *arena, const struct report_source *source)
{
    struct report r = {
        .arena = arena,
        .old = source->old,
        .new = source->new,
        .old_host = source->old_host,
        .new_host = source->new_host,
        .comparison = source->comparison,
    };
    struct out out = {.buf = b};
    abi_mark(r.new->root);
    if (r.old)
        abi_mark(r.old->root);
    report_group(&r);
    report_list_devices(&r);
    buf_puts(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out_begin(&out, "report");
    out_attr(&out, "version", "1");
    out_attr(&out, "generator", source->generator);
    write_guests(&out, &r);
    write_changes(&out, &r);
    write_needs(&out, &r);
    write_trees(&out, &r);
    write_numa(&out, &r);
    write_devices(&out, &r);
    write_sections(&out, &r);
    out_end(&out, "report");
}
