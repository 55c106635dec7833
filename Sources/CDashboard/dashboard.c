#include "CDashboard.h"

// An extension before C23, which this package's other C code does not need.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t stylesheet[] = {
#embed "files/sluice.css"
};

static const uint8_t icon[] = {
#embed "files/sluice.svg"
};

const uint8_t *sluice_stylesheet_bytes(void) {
    return stylesheet;
}

size_t sluice_stylesheet_count(void) {
    return sizeof stylesheet;
}

const uint8_t *sluice_icon_bytes(void) {
    return icon;
}

size_t sluice_icon_count(void) {
    return sizeof icon;
}
