#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A C face of RE2, which matches in a time that grows with the text alone, whatever the expression.
/// Nothing throws across this boundary.

typedef struct cre2_expression cre2_expression;

/// Reads an expression that may use so much memory, in bytes.
/// Returns NULL where it is none, and then writes why, cut off where there is no room.
cre2_expression *cre2_make(const char *text, size_t length, size_t memory, char *reason, size_t capacity);

void cre2_free(cre2_expression *expression);

/// How many groups in parentheses it has, without the whole.
size_t cre2_group_count(const cre2_expression *expression);

/// The place of a group in the text; both -1 where it took no part.
typedef struct {
    ptrdiff_t start;
    ptrdiff_t end;
} cre2_range;

/// Looks for the leftmost match; writes the place of the whole and then those of `count - 1` groups.
/// May be called by several threads at once.
bool cre2_match(const cre2_expression *expression, const char *text, size_t length, cre2_range *ranges, size_t count);

#ifdef __cplusplus
}
#endif
