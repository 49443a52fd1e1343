#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::xml {

/// The longest name that documents of ours have, with room to spare.
inline constexpr std::size_t name_length_max = 100;

/// The name of an element or attribute, with its prefix: a literal, checked when the program is
/// compiled, so that it needs neither escaping nor a copy.
class Name {
public:
    template <std::size_t size>
    consteval Name(const char (&literal)[size]) : text_{literal, size - 1} {
        if (text_.empty()) { throw "a name is not empty"; }
        if (size > name_length_max) { throw "a name is short"; }
        for (const char c : text_) {
            const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            const bool is_other = (c >= '0' && c <= '9') || c == ':' || c == '_' || c == '-';
            if (!is_letter && !is_other) { throw "a name has letters, digits, : _ - only"; }
        }
    }
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// One attribute of an element; the value is escaped when written.
struct Attribute {
    Name name;
    std::string_view value;
};

/// Writes a document into a string, escaped and indented by two spaces: the same calls always give
/// the same bytes. UTF-8, LF, no byte order mark.
/// Errors: text that XML cannot hold (control characters, broken UTF-8), an element without
///         content, and an element closed out of turn are a ContractViolation: who calls has
///         checked what people wrote.
class Writer {
public:
    /// Begins the document: writes the XML declaration. `out` outlives the writer, and is whole
    /// once `finish` was called.
    explicit Writer(std::string& out);

    /// Begins an element that holds elements.
    void open(Name name, std::initializer_list<Attribute> attributes = {});
    /// Ends the element that was opened last, which must be `name`.
    void close(Name name);
    /// Writes an element that holds text.
    void leaf(Name name, std::string_view text, std::initializer_list<Attribute> attributes = {});
    /// Writes `leaf` when there is text, else nothing.
    void optional_leaf(Name name, std::string_view text,
                       std::initializer_list<Attribute> attributes = {});
    /// Opens `name`, calls `content`, closes it.
    template <typename Content>
    void within(Name name, Content&& content) {
        open(name);
        content();
        close(name);
    }
    /// Ends the document; every element must be closed.
    void finish();

private:
    void grow(std::size_t bytes);
    char* room(std::size_t bytes);
    void wrote_up_to(const char* end);
    void append(std::string_view text);
    template <bool in_attribute>
    void append_escaped(std::string_view text);
    char* indented();
    void begin_tag(Name name, std::initializer_list<Attribute> attributes, std::string_view end);
    void end_tag(Name name, char* to);
    void write_leaf(Name name, std::string_view text, std::initializer_list<Attribute> attributes);

    std::string& out_;  ///< longer than what is written, until `finish`
    std::size_t used_ = 0;
    std::vector<std::string_view> open_;
    bool has_root_ = false;
    bool just_opened_ = false;
};

/// True when XML 1.0 can hold the text: UTF-8, no control character but tab, LF and CR.
[[nodiscard]] bool is_writable(std::string_view text);

}  // namespace mutua::xml
