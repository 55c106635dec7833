#include "CToml.h"

#include <deque>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

struct ctoml_document {
    std::vector<ctoml_node> nodes;
    /// The bytes that nodes point to. A deque never moves what it holds.
    std::deque<std::string> texts;
    bool failed = false;
    std::string reason;
    ctoml_position place = {1, 1};
};

namespace {

/// What ends a parse: a syntax error or a limit.
struct Failure {
    std::string reason;
    ctoml_position place;
};

ctoml_position position(const toml::source_position &place) {
    return {static_cast<uint32_t>(place.line), static_cast<uint32_t>(place.column)};
}

/// Refuses keys with more parts than the limit.
///
/// toml++ bounds nested values but not dotted keys, and it destroys trees recursively: one long key would overflow
/// the stack. So this looks before it parses, minding only strings and comments.
class DottedKeyCheck {
public:
    DottedKeyCheck(std::string_view text, size_t limit) : text(text), limit(limit) {}

    void run() {
        while (index < text.size()) {
            switch (text[index]) {
            case '"':
            case '\'': skipString(text[index]); continue;
            case '#': skipComment(); continue;
            case '.': count(); break;
            case '\n': line += 1; parts = 1; break;
            case '=':
            case ',':
            case '[':
            case ']':
            case '{':
            case '}': parts = 1; break;
            default: break;
            }
            index += 1;
        }
    }

private:
    void count() {
        parts += 1;
        if (parts > limit) throw Failure{"a key has more than " + std::to_string(limit) + " parts", {line, 1}};
    }

    void skipComment() {
        while (index < text.size() && text[index] != '\n') index += 1;
    }

    void skipString(char quote) {
        const bool isLong = text.substr(index, 3) == std::string(3, quote);
        index += isLong ? 3 : 1;
        while (index < text.size()) {
            const char byte = text[index];
            if (byte == '\n') {
                if (!isLong) return;  // The parser will say what is wrong.
                line += 1;
            }
            if (byte == quote && (!isLong || text.substr(index, 3) == std::string(3, quote))) {
                index += isLong ? 3 : 1;
                // A long string may end with one or two quotes of its own.
                for (int extra = 0; isLong && extra < 2 && index < text.size() && text[index] == quote; ++extra) index += 1;
                return;
            }
            index += byte == '\\' && quote == '"' && index + 1 < text.size() && text[index + 1] != '\n' ? 2 : 1;
        }
    }

    std::string_view text;
    size_t limit;
    size_t index = 0;
    size_t parts = 1;
    uint32_t line = 1;
};

/// Writes a toml++ tree into a document, depth first.
class Flattener {
public:
    Flattener(ctoml_document &document, const ctoml_limits &limits) : document(document), limits(limits) {}

    void add(const toml::node &node, size_t depth, const toml::key *key = nullptr) {
        if (depth > limits.depth) fail("values are nested deeper than " + std::to_string(limits.depth), node);
        if (document.nodes.size() >= limits.nodes) fail("there are too many values", node);
        ctoml_node flat = {};
        flat.position = position(node.source().begin);
        if (key != nullptr) {
            flat.key = keep(std::string(key->str()));
            flat.key_position = position(key->source().begin);
        }
        if (const auto *table = node.as_table()) {
            flat.kind = CTOML_TABLE;
            flat.children = table->size();
            document.nodes.push_back(flat);
            for (const auto &[name, child] : *table) add(child, depth + 1, &name);
        } else if (const auto *array = node.as_array()) {
            flat.kind = CTOML_ARRAY;
            flat.children = array->size();
            document.nodes.push_back(flat);
            for (const auto &child : *array) add(child, depth + 1);
        } else {
            fill(flat, node);
            document.nodes.push_back(flat);
        }
    }

private:
    void fill(ctoml_node &flat, const toml::node &node) {
        if (const auto *text = node.as_string()) {
            flat.kind = CTOML_STRING;
            flat.text = keep(text->get());
        } else if (const auto *integer = node.as_integer()) {
            flat.kind = CTOML_INTEGER;
            flat.integer = integer->get();
        } else if (const auto *number = node.as_floating_point()) {
            flat.kind = CTOML_FLOAT;
            flat.number = number->get();
        } else if (const auto *boolean = node.as_boolean()) {
            flat.kind = CTOML_BOOLEAN;
            flat.boolean = boolean->get();
        } else {
            flat.kind = CTOML_DATE;
            std::ostringstream text;
            if (const auto *date = node.as_date()) text << date->get();
            else if (const auto *time = node.as_time()) text << time->get();
            else if (const auto *both = node.as_date_time()) text << both->get();
            flat.text = keep(text.str());
        }
    }

    ctoml_text keep(std::string text) {
        const std::string &kept = document.texts.emplace_back(std::move(text));
        return {kept.data(), kept.size()};
    }

    [[noreturn]] void fail(std::string reason, const toml::node &node) {
        throw Failure{std::move(reason), position(node.source().begin)};
    }

    ctoml_document &document;
    const ctoml_limits &limits;
};

void read(ctoml_document &document, std::string_view text, const ctoml_limits &limits) {
    if (text.size() > limits.length) {
        throw Failure{"the file is larger than " + std::to_string(limits.length) + " bytes", {1, 1}};
    }
    DottedKeyCheck(text, limits.depth).run();
    const toml::table root = toml::parse(text);
    Flattener(document, limits).add(root, 1);
}

}  // namespace

ctoml_document *ctoml_parse(const char *text, size_t length, ctoml_limits limits) {
    auto *document = new (std::nothrow) ctoml_document;
    if (document == nullptr) return nullptr;
    try {
        try {
            read(*document, std::string_view(text, length), limits);
            return document;
        } catch (const Failure &failure) {
            document->reason = failure.reason;
            document->place = failure.place;
        } catch (const toml::parse_error &error) {
            document->reason = std::string(error.description());
            document->place = position(error.source().begin);
        }
        document->failed = true;
        document->nodes.clear();
        return document;
    } catch (...) {
        delete document;
        return nullptr;
    }
}

void ctoml_free(ctoml_document *document) {
    delete document;
}

bool ctoml_failure(const ctoml_document *document, ctoml_error *error) {
    if (!document->failed) return false;
    error->reason = {document->reason.data(), document->reason.size()};
    error->position = document->place;
    return true;
}

const ctoml_node *ctoml_nodes(const ctoml_document *document, size_t *count) {
    *count = document->nodes.size();
    return document->nodes.data();
}
