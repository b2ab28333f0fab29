/* Properties of the CPU models, through the public interface: every model is itself, and what two share runs on both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../src/cpu/tables.h"
#include "../src/virtcanon.h"

enum { STEP = 3 }; /* of the pairs; all of them take long under a sanitizer */

static const vc_cpu_options options = {.arch = "x86_64"};

static vc_cpu *parse(const char *text)
{
    vc_cpu *cpu = vc_cpu_parse(text, strlen(text), "test");
    assert_non_null(cpu);
    return cpu;
}

static vc_cpu *host_of(int row)
{
    char text[256];
    snprintf(text, sizeof text, "<cpu><arch>x86_64</arch><model>%s</model></cpu>", x86_models[row].name);
    return parse(text);
}

static void release(vc_cpu_answer *a)
{
    vc_free(a->text);
    vc_free(a->reason);
    vc_free(a->explanation);
}

/* The answer is a CPU; as one. */
static vc_cpu *cpu_of(vc_cpu_answer a)
{
    assert_int_equal(a.verdict, VC_CPU_YES);
    vc_cpu *cpu = parse(a.text);
    release(&a);
    return cpu;
}

static void relates(vc_cpu *host, vc_cpu *cpu, const char *word)
{
    vc_cpu_answer a = vc_cpu_compare(&options, host, cpu);
    assert_non_null(a.text);
    assert_string_equal(a.text, word);
    release(&a);
}

static void tables_are_sorted(void **state)
{
    (void)state;
    for (int i = 1; i < x86_feature_count; i++)
        assert_true(strcmp(x86_features[x86_features_by_name[i - 1]].name,
                           x86_features[x86_features_by_name[i]].name) < 0);
    for (int i = 1; i < x86_model_count; i++)
        assert_true(strcmp(x86_models[x86_models_by_name[i - 1]].name, x86_models[x86_models_by_name[i]].name) < 0);
    for (int i = 0; i < x86_feature_count; i++)
        assert_int_equal(x86_feature_find(x86_features[i].name), i);
    for (int i = 0; i < x86_model_count; i++)
        assert_int_equal(x86_model_find(x86_models[i].name), i);
    assert_int_equal(x86_feature_find("sse3"), X86_NONE);
    assert_int_equal(x86_model_find(""), X86_NONE);
}

static void models_are_themselves(void **state)
{
    (void)state;
    for (int i = 0; i < x86_model_count; i++) {
        vc_cpu *host = host_of(i), *base = cpu_of(vc_cpu_baseline(&options, &host, 1));
        vc_cpu *full = cpu_of(vc_cpu_expand(&options, host));
        relates(host, host, "identical");
        relates(host, base, "identical");
        relates(host, full, "identical");
        relates(full, host, "identical");
        vc_cpu_free(full);
        vc_cpu_free(base);
        vc_cpu_free(host);
    }
}

/* Vendors may keep two from having a baseline; then a reason tells it. */
static void baselines_run_on_both(void **state)
{
    int found = 0;
    (void)state;
    for (int i = 0; i < x86_model_count; i++)
        for (int k = i % STEP; k < x86_model_count; k += STEP) {
            vc_cpu *hosts[] = {host_of(i), host_of(k)};
            vc_cpu_answer a = vc_cpu_baseline(&options, hosts, 2);
            vc_cpu *base = a.text ? parse(a.text) : NULL;
            assert_true(base || a.reason);
            for (int side = 0; base && side < 2; side++) {
                vc_cpu_answer runs = vc_cpu_compare(&options, hosts[side], base);
                assert_int_equal(runs.verdict, VC_CPU_YES);
                release(&runs);
            }
            found += base != NULL;
            vc_cpu_free(base);
            release(&a);
            vc_cpu_free(hosts[0]);
            vc_cpu_free(hosts[1]);
        }
    assert_true(found > x86_model_count);
}

static void signatures_are_found_again(void **state)
{
    const vc_cpu_options any = {0};
    (void)state;
    for (unsigned family = 4; family < 30; family++)
        for (unsigned model = 0; model < 256; model += 17) {
            char text[256], want[64];
            const uint32_t eax = (family > 15 ? (family - 15) << 20 | 15 << 8 : family << 8) | (model & 0xf0) << 12 |
                                 (model & 0xf) << 4 | 5;
            snprintf(text, sizeof text,
                     "<cpudata><cpuid eax_in='1' ecx_in='0' eax='0x%x' ebx='0' ecx='0' edx='0'/></cpudata>",
                     eax);
            snprintf(want, sizeof want, "family=%u model=%u stepping=5", family, model);
            vc_cpu *data = parse(text);
            vc_cpu_answer a = vc_cpu_signature(&any, data);
            assert_non_null(strstr(a.text, want));
            release(&a);
            vc_cpu_free(data);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_sorted),
        cmocka_unit_test(models_are_themselves),
        cmocka_unit_test(baselines_run_on_both),
        cmocka_unit_test(signatures_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
