#include "COpenAPI.h"

// An extension before C23, which this package's other C code does not need.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t document[] = {
#embed "../../Documentation/openapi.json"
};

const uint8_t *sluice_openapi_bytes(void) {
    return document;
}

size_t sluice_openapi_count(void) {
    return sizeof document;
}
