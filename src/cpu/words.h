/* The words that documents use for the values of struct cpu, in the order of its enumerations. */
#ifndef VC_CPU_WORDS_H
#define VC_CPU_WORDS_H

extern const char *const cpu_mode_words[], *const cpu_match_words[], *const cpu_check_words[],
    *const cpu_policy_words[], *const cpu_switch_words[]; /* end with NULL */

#endif
