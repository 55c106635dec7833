#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A C face of toml++: a text goes in, a flat list of nodes or one error comes out.
/// Nothing throws across this boundary.

typedef enum {
    CTOML_TABLE,
    CTOML_ARRAY,
    CTOML_STRING,
    CTOML_INTEGER,
    CTOML_FLOAT,
    CTOML_BOOLEAN,
    /// A date, a time or both; `text` holds it in RFC 3339 form.
    CTOML_DATE,
} ctoml_kind;

/// A place in the text; both count from 1, columns in code points.
typedef struct {
    uint32_t line;
    uint32_t column;
} ctoml_position;

/// UTF-8 without a terminator; it lives as long as the document.
typedef struct {
    const char *bytes;
    size_t count;
} ctoml_text;

/// One node of the tree in depth-first order: the children of a table or array follow it at once.
typedef struct {
    ctoml_kind kind;
    /// How many children follow, their own children not counted.
    size_t children;
    ctoml_position position;
    /// The name within the table that holds this node; empty elsewhere.
    ctoml_text key;
    ctoml_position key_position;
    ctoml_text text;
    int64_t integer;
    double number;
    bool boolean;
} ctoml_node;

typedef struct {
    /// The longest text in bytes.
    size_t length;
    /// The most levels of tables and arrays, and the most parts of one key.
    size_t depth;
    /// The most nodes.
    size_t nodes;
} ctoml_limits;

typedef struct {
    ctoml_text reason;
    ctoml_position position;
} ctoml_error;

typedef struct ctoml_document ctoml_document;

/// Parses a text. The caller frees what it gets; NULL means that memory ran out.
ctoml_document *ctoml_parse(const char *text, size_t length, ctoml_limits limits);
void ctoml_free(ctoml_document *document);

/// Returns whether the text could not be read, and why.
bool ctoml_failure(const ctoml_document *document, ctoml_error *error);
/// Returns the nodes, the root table first; none after a failure.
const ctoml_node *ctoml_nodes(const ctoml_document *document, size_t *count);

#ifdef __cplusplus
}
#endif
