#ifndef SLUICE_CDASHBOARD_H
#define SLUICE_CDASHBOARD_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of files/sluice.css, as they were when this was compiled.
const uint8_t *sluice_stylesheet_bytes(void);
size_t sluice_stylesheet_count(void);

/// The bytes of files/sluice.svg.
const uint8_t *sluice_icon_bytes(void);
size_t sluice_icon_count(void);

#endif
