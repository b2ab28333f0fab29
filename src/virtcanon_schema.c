/* The public functions about schemas that are given as files. */
#include "virtcanon_document.h"
#include "xml/relaxng.h"

vc_schema *vc_schema_load(const char *path, char **error)
{
    return (vc_schema *)relaxng_load(path, error);
}

void vc_schema_free(vc_schema *schema)
{
    relaxng_free((struct relaxng *)schema);
}

bool vc_document_validate_by(vc_document *d, const vc_schema *schema)
{
    if (!d->ok)
        return false;
    d->sorted = false;
    d->ok = relaxng_validate((const struct relaxng *)schema, d->doc) && d->doc->diags.errors == 0;
    return d->ok;
}
