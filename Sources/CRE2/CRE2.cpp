#include "CRE2.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include <re2/re2.h>

struct cre2_expression {
    RE2 value;

    cre2_expression(re2::StringPiece text, const RE2::Options &options) : value(text, options) {}
};

cre2_expression *cre2_make(const char *text, size_t length, size_t memory, char *reason, size_t capacity) try {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(static_cast<int64_t>(memory));
    auto made = std::make_unique<cre2_expression>(re2::StringPiece(text, length), options);
    if (made->value.ok()) return made.release();
    if (capacity > 0) {
        const auto &error = made->value.error();
        const auto count = std::min(error.size(), capacity - 1);
        std::memcpy(reason, error.data(), count);
        reason[count] = 0;
    }
    return nullptr;
} catch (const std::bad_alloc &) {
    if (capacity > 0) reason[0] = 0;
    return nullptr;
}

void cre2_free(cre2_expression *expression) { delete expression; }

size_t cre2_group_count(const cre2_expression *expression) {
    return static_cast<size_t>(std::max(0, expression->value.NumberOfCapturingGroups()));
}

bool cre2_match(
    const cre2_expression *expression, const char *text, size_t length, cre2_range *ranges, size_t count
) try {
    std::vector<re2::StringPiece> found(count);
    const re2::StringPiece whole(text, length);
    if (!expression->value.Match(whole, 0, length, RE2::UNANCHORED, found.data(), static_cast<int>(count))) return false;
    for (size_t index = 0; index < count; index += 1) {
        const auto &piece = found[index];
        ranges[index] = {-1, -1};
        if (piece.data() == nullptr) continue;
        const auto start = piece.data() - text;
        ranges[index] = {start, start + static_cast<ptrdiff_t>(piece.size())};
    }
    return true;
} catch (const std::bad_alloc &) {
    return false;
}
