/* Runs the fuzz target over files, for compilers without libFuzzer. Ends at the first that fails. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    fprintf(stderr, "%s\n", path);
    fseek(f, 0, SEEK_END);
    const size_t size = (size_t)ftell(f);
    uint8_t *data = malloc(size + 1);
    rewind(f);
    const bool read = data && fread(data, 1, size, f) == size;
    fclose(f);
    if (read)
        LLVMFuzzerTestOneInput(data, size);
    free(data);
    return read;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!replay(argv[i]))
            return 2;
    printf("%d inputs\n", argc - 1);
    return argc < 2;
}
