/* The compiled schema against the code that reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../src/base/array.h"
#include "../src/schema/schema.h"

static const char *const passes[] = {
#define PASS(stage, name, scope) #name,
#include "../src/canon/passes.def"
#undef PASS
};

static bool is_pass(const char *word, size_t len)
{
    for (size_t i = 0; i < countof(passes); i++)
        if (strlen(passes[i]) == len && strncmp(passes[i], word, len) == 0)
            return true;
    return false;
}

/* vc:derive tells the reader of the schema, and of the manual, where a value comes from. */
static void derive_names_passes(void **state)
{
    unsigned derived = 0, wrong = 0;

    (void)state;
    for (uint16_t i = 1; i < domain_schema.slot_count; i++) {
        const struct schema_slot *s = &domain_schema.slots[i];
        const char *word = s->derive ? slot_text(s->derive) : "";
        for (; *word; word += strspn(word, " ")) {
            const size_t len = strcspn(word, " ");
            if (!is_pass(word, len)) {
                printf("%s: '%.*s' is no pass\n", atom_text[s->name], (int)len, word);
                wrong++;
            }
            derived++;
            word += len;
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(derived > 100);
}

/* A default that its own type refuses would be filled in and then found wrong. */
static void defaults_are_values_of_their_type(void **state)
{
    (void)state;
    for (uint16_t i = 1; i < domain_schema.slot_count; i++) {
        const struct schema_slot *s = &domain_schema.slots[i];
        const struct schema_type *t = &domain_schema.types[s->type];
        bool found = !s->def || t->kind != VALUE_ENUM;
        for (uint16_t k = 0; !found && k < t->count; k++)
            found = strcmp(atom_text[domain_schema.enum_atoms[t->first + k]], slot_text(s->def)) == 0;
        if (!found)
            printf("%s: default '%s'\n", atom_text[s->name], slot_text(s->def));
        assert_true(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derive_names_passes),
        cmocka_unit_test(defaults_are_values_of_their_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
