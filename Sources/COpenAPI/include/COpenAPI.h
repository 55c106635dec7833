#ifndef SLUICE_COPENAPI_H
#define SLUICE_COPENAPI_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of Documentation/openapi.json, as they were when this was compiled.
const uint8_t *sluice_openapi_bytes(void);

size_t sluice_openapi_count(void);

#endif
