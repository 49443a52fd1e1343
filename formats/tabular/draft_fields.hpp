#pragma once

#include "engine/core/date.hpp"
#include "engine/core/decimal.hpp"
#include "engine/core/money.hpp"
#include "formats/tabular/json_tree.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::tabular {

/// What is wrong with a draft, each with its line and the path to it: "lines[0].price: …".
struct DraftFaults {
    std::string file;
    Diagnostics found{};

    void add(const char* code, const std::string& path, std::size_t line, const std::string& what,
             std::string help);
};

/// Reads the members of one object by name. A member that is wrong reads as absent, so that all
/// members are looked at; one that nobody asked for is told when the reader goes.
/// Errors: D141 unknown key · D142 a value of another kind · D143 a value that cannot be read ·
/// D145
///         a member missing without which nothing can be computed.
class DraftFields {
public:
    /// `object` and `faults` outlive the reader.
    DraftFields(const JsonNode& object, std::string path, DraftFaults& faults)
        : object_{object}, path_{std::move(path)}, faults_{faults} {}
    DraftFields(const DraftFields&) = delete;
    DraftFields& operator=(const DraftFields&) = delete;
    ~DraftFields() = default;

    /// A text, or the digits of a number that was written for one; empty when absent.
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::optional<Date> day(std::string_view key);
    [[nodiscard]] std::optional<Decimal> number(std::string_view key);
    [[nodiscard]] std::optional<Money> money(std::string_view key, Currency currency);
    /// Reports a member that is absent. Errors: D145.
    void need(std::string_view key, std::string help);

    /// Calls `read(DraftFields&)` with the members of an object, when there is one.
    template <typename Read>
    bool object(std::string_view key, Read&& read) {
        const JsonNode* node = of_kind(key, JsonKind::object);
        if (node == nullptr) { return false; }
        read_object(*node, path_to(key), std::forward<Read>(read));
        return true;
    }

    /// Calls `read(DraftFields&)` for each object of a list.
    template <typename Read>
    void each(std::string_view key, Read&& read) {
        const JsonNode* list = of_kind(key, JsonKind::list);
        if (list == nullptr) { return; }
        for (std::size_t i = 0; i < list->items.size(); ++i) {
            const std::string path = path_to(key) + "[" + std::to_string(i) + "]";
            if (is_object(list->items[i], path)) { read_object(list->items[i], path, read); }
        }
    }

    /// Reports a value that is read by others. Errors: D143 unless named otherwise.
    void refuse(std::string_view key, const std::string& what, std::string help,
                const char* code = "D143");

    /// The member, whatever it is; nothing when it is absent or null.
    [[nodiscard]] const JsonNode* find(std::string_view key);
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::size_t line() const { return object_.line; }

    /// Reports the members that nobody asked for.
    void finish();

private:
    template <typename Read>
    void read_object(const JsonNode& node, std::string path, Read&& read) {
        DraftFields fields{node, std::move(path), faults_};
        read(fields);
        fields.finish();
    }

    [[nodiscard]] const JsonNode* of_kind(std::string_view key, JsonKind kind);
    [[nodiscard]] bool is_object(const JsonNode& node, const std::string& path);
    [[nodiscard]] std::string path_to(std::string_view key) const;

    const JsonNode& object_;
    std::string path_;
    DraftFaults& faults_;
    std::vector<std::string> asked_;
};

}  // namespace mutua::tabular
