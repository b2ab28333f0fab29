/* Runs the fuzz target over files, for compilers without libFuzzer. Ends at the first that fails. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../tests/files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        size_t size;
        char *data = read_file(argv[i], &size);
        if (!data)
            return 2;
        fprintf(stderr, "%s\n", argv[i]);
        LLVMFuzzerTestOneInput((const uint8_t *)data, size);
        free(data);
    }
    printf("%d inputs\n", argc - 1);
    return argc < 2;
}
