#pragma once

#include "formats/pdf/fonts.hpp"
#include "formats/pdf/length.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

/// Texts, set in lines and measured.
namespace mutua::pdf {

enum class Weight : std::uint8_t { regular, strong };
/// Few, quiet, and told apart on a printer without colours.
enum class Ink : std::uint8_t { text, quiet, accent, hairline, black };

struct Style {
    Length size = 9_pt;
    Weight weight = Weight::regular;
    Ink ink = Ink::text;

    /// From one line to the next.
    [[nodiscard]] constexpr Length leading() const { return size * 7 / 5; }
};

inline constexpr Style body{};
inline constexpr Style strong{9_pt, Weight::strong, Ink::text};
inline constexpr Style quiet{8_pt, Weight::regular, Ink::quiet};
inline constexpr Style label{8_pt, Weight::regular, Ink::quiet};

/// A text broken into lines, ready to be drawn by Canvas. Copies share the lines.
class Text {
public:
    Text(std::shared_ptr<PangoLayout> layout, Style style);

    [[nodiscard]] std::size_t line_count() const noexcept { return line_count_; }
    [[nodiscard]] Length width() const noexcept { return width_; }  ///< of the widest line
    [[nodiscard]] Length height() const { return static_cast<Length>(line_count_) * leading(); }
    [[nodiscard]] Length leading() const { return style_.leading(); }
    [[nodiscard]] const Style& style() const noexcept { return style_; }
    [[nodiscard]] PangoLayoutLine* line(std::size_t at) const;

private:
    std::shared_ptr<PangoLayout> layout_;
    Style style_;
    std::size_t line_count_ = 0;
    Length width_ = 0;
};

/// Sets texts in one language. Control characters and marks that turn the direction of a text
/// become blanks; a character that no face has becomes "\uFFFD".
class Typesetter {
public:
    Typesetter(const Fonts& fonts, const std::string& language);

    /// Broken at blanks, inside a word only when it is wider than `width`; without a width only
    /// where the text itself begins a line.
    [[nodiscard]] Text set(std::string_view text, Style style = body, Length width = 0) const;

    /// On one line, smaller when it would be wider.
    [[nodiscard]] Text fitted(std::string_view text, Style style, Length width) const;

    /// The words set since the last call that have a character which no face has, as they were.
    [[nodiscard]] std::set<std::string> take_unprinted() const {
        return std::exchange(unprinted_, {});
    }

private:
    void note_unprinted(std::string_view text) const;
    [[nodiscard]] Text known(const std::string& text, Style style, Length width) const;
    [[nodiscard]] Text lay_out(const std::string& text, Style style, Length width) const;

    const Fonts& fonts_;
    Owned<PangoContext> context_;
    struct ReleaseAttributes {
        void operator()(PangoAttrList* list) const noexcept { pango_attr_list_unref(list); }
    };
    std::unique_ptr<PangoAttrList, ReleaseAttributes> attributes_;
    /// Short texts by what decides their lines: labels, the seller and rates stand on every page
    /// of a batch.
    mutable std::unordered_map<std::string, Text> known_;
    mutable std::set<std::string> unprinted_;
};

}  // namespace mutua::pdf
