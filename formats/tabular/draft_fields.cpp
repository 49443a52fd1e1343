#include "formats/tabular/draft_fields.hpp"

#include "engine/core/nearest.hpp"

#include <algorithm>

namespace mutua::tabular {

void DraftFaults::add(const char* code, const std::string& path, std::size_t line,
                      const std::string& what, std::string help) {
    found.push_back(problem(code, (path.empty() ? "" : path + ": ") + what, std::move(help),
                            {file, line, 0, 0}));
}

std::string DraftFields::path_to(std::string_view key) const {
    return path_.empty() ? std::string{key} : path_ + "." + std::string{key};
}

const JsonNode* DraftFields::find(std::string_view key) {
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) { asked_.emplace_back(key); }
    for (const auto& [name, node] : object_.members) {
        if (name == key) { return node.kind == JsonKind::nothing ? nullptr : &node; }
    }
    return nullptr;
}

const JsonNode* DraftFields::of_kind(std::string_view key, JsonKind kind) {
    const JsonNode* node = find(key);
    if (node == nullptr || node->kind == kind) { return node; }
    faults_.add(
        "D142", path_to(key), node->line,
        "expected " + std::string{name_of(kind)} + ", found " + std::string{name_of(node->kind)},
        kind == JsonKind::list ? "write it between `[` and `]`"
                               : "write its members between `{` and `}`");
    return nullptr;
}

bool DraftFields::is_object(const JsonNode& node, const std::string& path) {
    if (node.kind == JsonKind::object) { return true; }
    faults_.add("D142", path, node.line,
                "expected an object, found " + std::string{name_of(node.kind)},
                "write its members between `{` and `}`");
    return false;
}

std::string DraftFields::text(std::string_view key) {
    const JsonNode* node = find(key);
    if (node == nullptr) { return {}; }
    if (node->kind == JsonKind::text || node->kind == JsonKind::number) { return node->text; }
    faults_.add("D142", path_to(key), node->line,
                "expected a text, found " + std::string{name_of(node->kind)}, "write it in quotes");
    return {};
}

std::optional<Date> DraftFields::day(std::string_view key) {
    const std::string written = text(key);
    if (written.empty()) { return std::nullopt; }
    const auto found = parse_date(written);
    if (!found) { refuse(key, "`" + written + "` is not a day", "write it like 2026-11-30"); }
    return found;
}

std::optional<Decimal> DraftFields::number(std::string_view key) {
    const std::string written = text(key);
    if (written.empty()) { return std::nullopt; }
    const auto found = parse_decimal(written);
    if (!found) {
        refuse(key, "`" + written + "` is not a number", "write digits with a point, such as 7.5");
    }
    return found;
}

std::optional<Money> DraftFields::money(std::string_view key, Currency currency) {
    const std::string written = text(key);
    if (written.empty()) { return std::nullopt; }
    const auto found = parse_money(written, currency);
    if (!found) {
        refuse(key, "`" + written + "` is not an amount",
               "write digits with a point and at most two decimals, such as 1234.50");
    }
    return found;
}

void DraftFields::need(std::string_view key, std::string help) {
    const bool is_there =
        std::any_of(object_.members.begin(), object_.members.end(), [&](const auto& member) {
            return member.first == key && member.second.kind != JsonKind::nothing;
        });
    if (is_there) { return; }
    faults_.add("D145", path_, object_.line, "`" + std::string{key} + "` is missing",
                std::move(help));
}

void DraftFields::refuse(std::string_view key, const std::string& what, std::string help,
                         const char* code) {
    std::size_t line = object_.line;
    for (const auto& [name, node] : object_.members) {
        if (name == key) { line = node.line; }
    }
    faults_.add(code, path_to(key), line, what, std::move(help));
}

void DraftFields::finish() {
    for (const auto& [name, node] : object_.members) {
        if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) { continue; }
        std::string help = did_you_mean(name, asked_);
        if (help.empty()) {
            help = "write one of";
            const char* before = " ";
            for (const std::string& one : asked_) { help += std::exchange(before, ", ") + one; }
        }
        faults_.add("D141", path_, node.line, "there is no `" + name + "` here", std::move(help));
    }
}

}  // namespace mutua::tabular
