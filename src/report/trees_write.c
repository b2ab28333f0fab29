/* Writes the trees of a report. Judges nothing. */
#include "../schema/bind.h"
#include "trees.h"

static void write_bus(struct out *o, const struct bus *b);

static void write_place(struct out *o, const struct position *p)
{
    out_begin(o, "place");
    out_attr(o, "at", p->at);
    out_number(o, "device", p->device->number);
    if (p->left)
        out_attr(o, "left", "yes");
    out_number(o, "row", p->row);
    out_number(o, "rows", p->rows);
    if (p->bus)
        write_bus(o, p->bus);
    out_end(o, "place");
}

/* The functions of a slot; places that have no slots stand by themselves. */
static size_t write_slot(struct out *o, const struct bus *b, size_t i)
{
    const struct position *first = &b->places[i];
    size_t end = i + 1;
    unsigned rows = first->rows;
    if (first->slot) {
        for (; end < b->count && b->places[end].order >> 8 == first->order >> 8; end++)
            rows += b->places[end].rows;
        out_begin(o, "slot");
        out_attr(o, "at", first->slot);
        out_number(o, "row", first->row);
        out_number(o, "rows", rows);
    }
    for (; i < end; i++)
        write_place(o, &b->places[i]);
    if (first->slot)
        out_end(o, "slot");
    return end;
}

static void write_bus(struct out *o, const struct bus *b)
{
    out_begin(o, "bus");
    out_attr(o, "kind", atom_text[b->key.kind]);
    if (b->key.index != UINT32_MAX)
        out_number(o, "index", b->key.index);
    if (b->controller)
        out_number(o, "device", b->controller->number);
    out_number(o, "rows", b->rows);
    for (size_t i = 0; i < b->count;)
        i = write_slot(o, b, i);
    out_end(o, "bus");
}

void write_trees(struct out *o, const struct report *r)
{
    const struct trees *t = report_trees(r);
    for (unsigned f = 0; f < FAMILY_COUNT; f++) {
        bool begun = false;
        for (size_t i = 0; i < t->bus_count; i++) {
            if (t->buses[i].key.family != f || !t->buses[i].top)
                continue;
            if (!begun) {
                out_begin(o, "tree");
                out_attr(o, "family", family_name((enum family)f));
            }
            begun = true;
            write_bus(o, &t->buses[i]);
        }
        if (begun)
            out_end(o, "tree");
    }
}
