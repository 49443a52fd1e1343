#include "formats/tabular/json_tree.hpp"

#include "formats/tabular/json_places.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mutua::tabular {

namespace {

/// Deeper than any document, so that hostile nesting costs nothing.
constexpr std::size_t tree_depth_max = 12;

/// Receives the parser's events and builds the tree from them.
class TreeBuilder {
public:
    TreeBuilder(std::string_view input, const std::string& file, const std::size_t& taken)
        : places_{input}, file_{file}, taken_{taken} {}

    bool null() { return leaf(JsonKind::nothing, {}); }
    bool boolean(bool value) { return leaf(JsonKind::truth, value ? "yes" : "no"); }
    bool number_integer(std::int64_t value) {
        return leaf(JsonKind::number, std::to_string(value));
    }
    bool number_unsigned(std::uint64_t value) {
        return leaf(JsonKind::number, std::to_string(value));
    }
    bool number_float(auto /*unused*/, const std::string& digits) {
        return leaf(JsonKind::number, digits);
    }
    bool string(std::string& text) { return leaf(JsonKind::text, std::move(text)); }
    bool binary(auto& /*unused*/) { return false; }
    bool start_object(std::size_t /*unused*/) { return open(JsonKind::object); }
    bool end_object() { return close(); }
    bool start_array(std::size_t /*unused*/) { return open(JsonKind::list); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        auto& members = open_.back()->members;
        const bool is_twice = std::any_of(members.begin(), members.end(),
                                          [&](const auto& one) { return one.first == name; });
        if (is_twice) {
            blame("D144", "`" + name + "` is given twice in one object",
                  "keep one of them: which counts would be a guess");
        }
        members.emplace_back(name, JsonNode{});
        return true;
    }

    bool parse_error(std::size_t /*unused*/, const std::string& /*unused*/,
                     const nlohmann::detail::exception& /*unused*/) {
        blame("D140", "the JSON cannot be read from here",
              "mend the text: a comma, a quote or a bracket is missing or too many");
        return false;
    }

    Result<JsonNode> take() {
        if (found_.empty() && root_.kind != JsonKind::object) {
            blame("D140", "expected an object, found " + std::string{name_of(root_.kind)},
                  "write the draft of one document between `{` and `}`");
        }
        if (!found_.empty()) { return std::move(found_); }
        return std::move(root_);
    }

private:
    void blame(const char* code, std::string message, const char* help) {
        found_.push_back(problem(code, std::move(message), help, {file_, line(), 0, 0}));
    }

    /// Of the last byte taken: behind a number that is the one that ends it.
    std::size_t line() { return places_.of(taken_ == 0 ? 0 : taken_ - 1).line; }

    /// Where the next value goes.
    JsonNode& place() {
        if (open_.empty()) { return root_; }
        JsonNode& parent = *open_.back();
        if (parent.kind == JsonKind::object) { return parent.members.back().second; }
        return parent.items.emplace_back();
    }

    bool leaf(JsonKind kind, std::string text) {
        JsonNode& node = place();
        node.kind = kind;
        node.text = std::move(text);
        node.line = line();
        return true;
    }

    bool open(JsonKind kind) {
        if (open_.size() >= tree_depth_max) {
            blame("D142", "the values are nested too deeply", "write them as the manual shows");
            return false;
        }
        JsonNode& node = place();
        node.kind = kind;
        node.line = line();
        open_.push_back(&node);
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    TextPlaces places_;
    const std::string& file_;
    const std::size_t& taken_;
    JsonNode root_;
    std::vector<JsonNode*> open_;  ///< from the root down; a list grows only while it is the last
    Diagnostics found_;
};

}  // namespace

std::string_view name_of(JsonKind kind) {
    constexpr std::string_view names[] = {"null",   "true or false", "a number",
                                          "a text", "a list",        "an object"};
    return names[static_cast<std::size_t>(kind)];
}

Result<JsonNode> read_json_object(std::string_view input, const std::string& file) {
    std::size_t taken = 0;
    TreeBuilder builder{input, file, taken};
    const CountingIterator begin{input.data(), &taken};
    const CountingIterator end{input.data() + input.size(), &taken};
    static_cast<void>(nlohmann::json::sax_parse(begin, end, &builder));
    return builder.take();
}

}  // namespace mutua::tabular
