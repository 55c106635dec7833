#pragma once

// Takes system calls from the calling process and everything it will execute: 0, or an errno value.
int system_confine(void);
