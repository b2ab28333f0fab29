/* Semantic mistakes beside mistakes of the schema, and warnings. What a mistake of the schema makes of the guest nobody
 * knows: a refusal counts when it comes whether the thing in question is left as it is, taken away, or the device or
 * section around it is taken away; a warning, when it relies on nothing that has a mistake. */
#include <ctype.h>
#include <string.h>

#include "../base/limits.h"
#include "../schema/bind.h"
#include "../xml/load.h"
#include "review.h"

/* A child of <domain> or of <devices>, from its start tag to that of the next one. */
struct part {
    struct place from;
    struct node *node;
    bool touched;  /* the schema has something against it */
    bool spoilt;
    uint8_t around; /* how many elements around the mistakes are taken away to mend it */
};

struct parts {
    struct part *list;
    uint32_t count;
};

/* The first part is <domain> itself. */
static struct parts parts_of(struct doc *d)
{
    struct node *root = d->root, *devices = node_child(root, A_devices);
    uint32_t room = 1;
    FOR_ELEMENTS(n, root)
        room++;
    FOR_ELEMENTS(n, devices)
        room++;
    struct parts p = {arena_new_array(d->arena, struct part, room), 1};
    p.list[0] = (struct part){.from = doc_place(d, root, NULL), .node = root};
    FOR_ELEMENTS(n, root) {
        p.list[p.count++] = (struct part){.from = doc_place(d, n, NULL), .node = n};
        for (struct node *k = n == devices ? node_first_element(n) : NULL; k; k = node_next_element(k))
            p.list[p.count++] = (struct part){.from = doc_place(d, k, NULL), .node = k};
    }
    return p;
}

static bool is_same(struct place a, struct place b)
{
    return a.line == b.line && a.column == b.column;
}

static bool is_before(struct place a, struct place b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static struct part *part_at(const struct parts *p, struct place place)
{
    uint32_t low = 0, above = p->count;
    while (above - low > 1) {
        const uint32_t middle = low + (above - low) / 2;
        *(is_before(place, p->list[middle].from) ? &above : &low) = middle;
    }
    return &p->list[low];
}

/* The last element that begins at this place or before. */
static struct node *element_at(struct doc *written, struct node *n, struct place place)
{
    struct node *found = NULL;
    FOR_ELEMENTS(child, n)
        if (!is_before(place, doc_place(written, child, NULL)))
            found = child;
    return found ? element_at(written, found, place) : n;
}

/* The elements of a copy by their ordinals. */
struct copy {
    struct doc *doc;
    struct node **at;
};

static void list_elements(struct copy *copy, struct node *n)
{
    if (n->ordinal <= copy->doc->start_count)
        copy->at[n->ordinal] = n;
    FOR_ELEMENTS(child, n)
        list_elements(copy, child);
}

/* NULL when it was taken out. */
static struct node *same_in(const struct copy *copy, const struct node *original)
{
    struct node *found = original->ordinal <= copy->doc->start_count ? copy->at[original->ordinal] : NULL;
    const struct node *top = found;
    while (top && top != copy->doc->root)
        top = top->parent;
    return top ? found : NULL;
}

/* The attribute that begins at this place. */
static struct attr *attribute_at(struct doc *written, struct node *n, struct place place)
{
    for (struct attr *a = n->attrs; a; a = a->next)
        if (is_same(doc_place(written, n, a), place))
            return a;
    return NULL;
}

/* Other devices rely on these: without one of them they would be wrong too. */
static bool is_relied_on(const struct node *device)
{
    static const uint16_t kinds[] = {A_controller, A_graphics, A_audio, A_memory, A_iommu, A_hub, 0};
    for (const uint16_t *kind = kinds; *kind; kind++)
        if (device->name == *kind)
            return true;
    return false;
}

/* The thing that a message is about is the attribute `a` of `n`, or `n`: takes it, or so many elements around it, out. */
static void take_out(struct node *n, struct attr *a, unsigned around)
{
    if (a && !around) {
        attr_unlink(n, a);
        return;
    }
    const bool widened = around;
    for (around -= a != NULL; around && n->parent->name != A_devices; around--)
        n = n->parent;
    if (n->parent->type == NODE_ELEMENT && n->name != A_devices &&
        !(widened && n->parent->name == A_devices && is_relied_on(n)))
        node_drop(n);
}

static uint16_t child_slot(uint16_t slot, uint16_t name)
{
    const struct schema_slot *s = slot_of(slot);
    for (uint16_t i = 0; slot && i < s->member_count; i++) {
        const struct schema_slot *child = slot_of(members_of(s)[i].slot);
        if (child->kind == SLOT_ELEMENT && child->name == name && child->ns == NS_NONE)
            return members_of(s)[i].slot;
    }
    return 0;
}

/* A device or section that stands too deep goes where such things stand. */
static bool bring_home(struct doc *d, struct node *n)
{
    const uint16_t devices = child_slot(1, A_devices);
    struct node *home = child_slot(devices, n->name) ? node_child(d->root, A_devices)
                        : child_slot(1, n->name)     ? d->root
                                                     : NULL;
    if (!home || n->ns != NS_NONE)
        return false;
    node_move_last(home, n);
    return true;
}

/* Mends a copy; a misspelt name that the validator has mended may stay. */
static void mend(struct doc *written, const struct copy *copy, const struct diag *d, const struct part *part)
{
    const bool unknown = d->id == D_attribute_unknown || d->id == D_element_unknown;
    struct node *original = element_at(written, part->node, d->place), *n = same_in(copy, original);
    const struct attr *a = attribute_at(written, original, d->place);
    struct attr *copied = n ? n->attrs : NULL;
    for (const struct attr *o = original->attrs; a && o != a && copied; o = o->next)
        copied = copied->next;
    if (n && !a && d->id == D_element_misplaced && bring_home(copy->doc, n))
        return;
    if (n && !(unknown && (a ? a->slot : original->slot)))
        take_out(n, a ? copied : NULL, part->around);
}

/* Marks the parts with mistakes of the schema. What a section says is a property of the whole domain, and what stands
 * between the devices may belong to any of them. */
static struct parts touched_parts(struct doc *written)
{
    struct parts p = parts_of(written);
    for (const struct diag *said = written->diags.first; said; said = said->next) {
        struct part *part = part_at(&p, said->place);
        part->touched = true;
        p.list[0].touched |= part->node->parent == written->root;
        for (struct part *k = part + 1; part->node->name == A_devices && k < p.list + p.count; k++)
            k->touched |= k->node->parent == part->node;
    }
    return p;
}

/* --- the three readings ---------------------------------------------------------------------------------------------- */

enum { MENDINGS = 3 };
enum reading { MENDED, AS_IS, WITHOUT, READINGS };

static struct doc *copy_of(struct doc *written, const struct parts *p, enum reading how)
{
    struct copy copy = {.doc = doc_twin(written)};
    copy.at = arena_new_array(written->arena, struct node *, copy.doc->start_count + 1);
    list_elements(&copy, copy.doc->root);
    for (const struct diag *d = how == MENDED ? written->diags.first : NULL; d; d = d->next)
        mend(written, &copy, d, part_at(p, d->place));
    for (uint32_t i = 1; i < p->count && how == WITHOUT; i++) {
        struct node *n = p->list[i].touched ? same_in(&copy, p->list[i].node) : NULL;
        if (n && n->name != A_devices)
            node_drop(n);
    }
    return copy.doc;
}

static bool is_accepted(struct review *r, const struct doc *copy, const struct host_profile *host)
{
    return review_copy(r, doc_twin(copy), host, (struct canon_options){0});
}

/* Mends more of the devices in which a mending has left or made mistakes: they would end the reading early. False when
 * there is none. */
static bool mend_more(struct parts *p, const struct doc *mended)
{
    bool more = false;
    for (const struct diag *d = mended->diags.first; d; d = d->next)
        if (d->severity == SEVERITY_ERROR && part_at(p, d->place)->touched)
            part_at(p, d->place)->spoilt = true;
    for (uint32_t i = 1; i < p->count; i++) {
        const bool mendable = p->list[i].spoilt && p->list[i].node->parent->name == A_devices;
        p->list[i].around += mendable;
        p->list[i].spoilt = false;
        more = more || mendable;
    }
    return more;
}

static bool is_said(const struct doc *d, const struct diag *what)
{
    for (const struct diag *said = d->diags.first; said; said = said->next)
        if (said->id == what->id && is_same(said->place, what->place))
            return true;
    return false;
}

/* Without a host of the user's own, a refusal is one of all hosts. */
static bool accepted_by_older(struct review *r, const struct doc *mended, const struct host_profile *newest)
{
    for (const struct host_profile *host = next_older(newest); host; host = next_older(host))
        if (is_accepted(r, mended, host))
            return true;
    return false;
}

static bool mentions(const char *text, const char *word)
{
    const size_t len = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        if ((at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[len]))
            return true;
    return false;
}

/* A refusal that speaks of what stands elsewhere by mistake is a consequence of that. */
static bool names_misplaced(struct doc *written, const struct parts *p, const struct diag *d)
{
    for (const struct diag *said = written->diags.first; said; said = said->next)
        if (said->id == D_element_misplaced &&
            mentions(d->message, element_at(written, part_at(p, said->place)->node, said->place)->text))
            return true;
    return false;
}

/* A refusal that sends the reader to a section, or to a device others rely on, with a mistake is a consequence of that. */
static bool names_touched(struct doc *written, const struct parts *p, const struct diag *d)
{
    for (uint32_t i = 1; i < p->count; i++) {
        const struct node *n = p->list[i].node;
        if (p->list[i].touched && (n->parent == written->root
                                       ? strstr(d->message, arena_printf(written->arena, "<%s>", n->text)) != NULL
                                       : is_relied_on(n) && mentions(d->message, n->text)))
            return true;
    }
    return false;
}

/* What the schema says of what belongs where is enough. */
static bool is_of_schema(const struct diag *d)
{
    return d->id >= D_element_unknown && d->id <= D_element_twice;
}

static bool is_independent(struct review *r, const struct parts *p, const struct diag *d)
{
    return d->severity == SEVERITY_ERROR && !depends_on_host(d) && !is_of_schema(d) &&
           !part_at(p, d->place)->touched && !names_touched(r->written, p, d) &&
           !names_misplaced(r->written, p, d);
}

/* --- warnings ---------------------------------------------------------------------------------------------------------- */

/* What warnings rely on beside the place where they stand: sections, kinds of devices, <devices> for all of them, and
 * <domain> where something that is missing is the reason, which an element in a wrong place may be. */
static const struct {
    uint16_t id, on[5];
} reliances[] = {
    {W_cpu_deprecated, {A_os}},
    {W_cpu_unusable, {A_os}},
    {W_cpu_lacking, {A_os}},
    {W_memory_tiny, {A_cpu, A_devices}},
    {W_memory_sum, {A_cpu, A_devices, A_domain}},
    {W_numa_uncovered, {A_vcpu, A_vcpus}},
    {W_vcpupin_none, {A_vcpu, A_vcpus, A_domain}},
    {W_memory_outside, {A_cpu, A_devices}},
    {W_hugepages_part, {A_memory, A_memoryBacking, A_cpu, A_devices}},
    {W_balloon_needed, {A_memory, A_cpu, A_devices}},
    {W_disk_twice, {A_disk}},
    {W_scsi_lsilogic, {A_os, A_controller, A_domain}},
    {W_mac_twice, {A_interface}},
};

/* Some element stands where the schema has no place for it. */
static bool any_stray(struct doc *written, const struct parts *p)
{
    for (const struct diag *d = written->diags.first; d; d = d->next)
        if (!element_at(written, part_at(p, d->place)->node, d->place)->slot)
            return true;
    return false;
}

static bool has_touched(const struct parts *p, uint16_t name)
{
    for (uint32_t i = 1; i < p->count; i++) {
        const struct node *n = p->list[i].node;
        if (p->list[i].touched && (n->name == name || (name == A_devices && n->parent->name == A_devices)))
            return true;
    }
    return false;
}

static bool relies_on_touched(const struct parts *p, enum diag_id id, bool stray)
{
    for (size_t i = 0; i < countof(reliances); i++)
        for (const uint16_t *on = reliances[i].on; reliances[i].id == id && *on; on++)
            if (*on == A_domain ? stray : has_touched(p, *on))
                return true;
    return false;
}

static bool is_caused(const struct review *r, const struct parts *p, const struct diag *d, bool stray)
{
    return part_at(p, d->place)->touched || names_touched(r->written, p, d) || relies_on_touched(p, d->id, stray);
}

/* The mended copy was accepted last. Notes are left out: behind an error they would seem to explain it. */
static void warn_besides(const struct review *r, const struct parts *p, struct doc *copy)
{
    struct review mended = *r;
    const bool stray = any_stray(r->written, p);
    mended.written = copy;
    review_warnings(&mended);
    for (const struct diag *d = copy->diags.first; d; d = d->next)
        if (d->severity == SEVERITY_WARNING && !is_caused(r, p, d, stray))
            diag_add_copy(&r->written->diags, d, d->severity)->besides = true;
}

/* --- both -------------------------------------------------------------------------------------------------------------- */

/* What a reading that is refused was told, and how far it came. */
struct told {
    const struct doc *copy;
    uint8_t stage;
};

static struct told told_to(const struct review *r)
{
    return (struct told){r->meant, r->canon.stage};
}

void review_despite(struct review *r, const struct host_profile *host, bool warnings)
{
    if (r->written->diags.count > LIMIT_MENDINGS)
        return;
    struct parts p = touched_parts(r->written);
    struct doc *mended = copy_of(r->written, &p, MENDED);
    bool accepted = is_accepted(r, mended, host);
    for (int i = 0; i < MENDINGS && !accepted && mend_more(&p, r->meant); i++) {
        mended = copy_of(r->written, &p, MENDED);
        accepted = is_accepted(r, mended, host);
    }
    struct told told[READINGS] = {[MENDED] = told_to(r)};
    if (accepted || (!r->host_given && accepted_by_older(r, mended, host))) {
        if (warnings)
            warn_besides(r, &p, mended);
        return;
    }
    for (int i = AS_IS; i < READINGS; i++) {
        if (is_accepted(r, copy_of(r->written, &p, (enum reading)i), host))
            return;
        told[i] = told_to(r);
    }
    for (const struct diag *d = told[MENDED].copy->diags.first; d; d = d->next) {
        bool agreed = is_independent(r, &p, d);
        for (int i = AS_IS; i < READINGS; i++) /* one that did not come so far has no opinion */
            agreed = agreed && (told[i].stage < told[MENDED].stage || is_said(told[i].copy, d));
        if (agreed)
            diag_add_copy(&r->written->diags, d, SEVERITY_ERROR)->besides = true;
    }
}
