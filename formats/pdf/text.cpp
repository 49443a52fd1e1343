#include "formats/pdf/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mutua::pdf {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct ReleaseDescription {
    void operator()(PangoFontDescription* description) const noexcept {
        pango_font_description_free(description);
    }
};
using Description = std::unique_ptr<PangoFontDescription, ReleaseDescription>;

struct ReleaseBytes {
    void operator()(gchar* bytes) const noexcept { g_free(bytes); }
};

Description description_of(const Style& style) {
    Description description{pango_font_description_new()};
    pango_font_description_set_family_static(description.get(), "Roboto,DejaVu Sans");
    pango_font_description_set_weight(description.get(), style.weight == Weight::strong
                                                             ? PANGO_WEIGHT_MEDIUM
                                                             : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(description.get(), static_cast<int>(style.size));
    return description;
}

/// What has no sign of its own: joiners, selectors of a variant.
bool is_silent(char32_t character) {
    const GUnicodeType type = g_unichar_type(character);
    return type == G_UNICODE_FORMAT || (character >= 0xFE00 && character <= 0xFE0F);
}

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char byte) { return (byte >= ' ' && byte < 0x7F) || byte == '\n'; });
}

/// The text as it can be printed.
std::string printable(std::string_view text, const Fonts& fonts) {
    if (is_plain(text)) { return std::string{text}; }
    const std::unique_ptr<gchar, ReleaseBytes> valid{
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()))};
    std::string seen;
    for (const gchar* at = valid.get(); *at != '\0'; at = g_utf8_next_char(at)) {
        char32_t character = g_utf8_get_char(at);
        if (is_silent(character)) { continue; }
        const bool is_line_end = character == '\n' || character == 0x2028 || character == 0x2029;
        if (is_line_end) {
            character = '\n';
        } else if (g_unichar_iscntrl(character)) {
            character = ' ';
        } else if (!fonts.has(character)) {
            character = replacement;
        }
        gchar bytes[6];
        seen.append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(character, bytes)));
    }
    return seen;
}

bool has_replacement(std::string_view text) {
    return text.find("\uFFFD") != std::string_view::npos;
}

/// Where no line is broken, blanks need not forbid it: plain ones are found by who searches the
/// page, and spare the file a font of its own for the others.
std::string with_plain_blanks(std::string text) {
    constexpr std::string_view no_break = "\u00A0";
    for (std::size_t at = text.find(no_break); at != std::string::npos;
         at = text.find(no_break, at)) {
        text.replace(at, no_break.size(), " ");
    }
    return text;
}

Length line_width(PangoLayoutLine* line) {
    PangoRectangle extents;
    pango_layout_line_get_extents(line, nullptr, &extents);
    return extents.width;
}

}  // namespace

Text::Text(std::shared_ptr<PangoLayout> layout, Style style)
    : layout_{std::move(layout)}, style_{style} {
    line_count_ = static_cast<std::size_t>(pango_layout_get_line_count(layout_.get()));
    for (std::size_t at = 0; at < line_count_; ++at) {
        width_ = std::max(width_, line_width(line(at)));
    }
}

PangoLayoutLine* Text::line(std::size_t at) const {
    return pango_layout_get_line_readonly(layout_.get(), static_cast<int>(at));
}

Typesetter::Typesetter(const Fonts& fonts, const std::string& language)
    : fonts_{fonts}, context_{fonts.context(language)}, attributes_{pango_attr_list_new()} {
    // A letter is a letter: ligatures would need a font of their own in every file.
    pango_attr_list_insert(attributes_.get(), pango_attr_font_features_new("liga=0, clig=0"));
}

Text Typesetter::set(std::string_view text, Style style, Length width) const {
    const std::string seen = printable(text, fonts_);
    if (has_replacement(seen)) { note_unprinted(text); }
    Text on_its_lines = known(with_plain_blanks(seen), style, 0);
    if (width <= 0 || on_its_lines.width() <= width) { return on_its_lines; }
    return known(seen, style, width);
}

void Typesetter::note_unprinted(std::string_view text) const {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \n\t\r"), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool is_lacking = !has_replacement(word) && has_replacement(printable(word, fonts_));
        if (is_lacking) { unprinted_.emplace(word); }
    }
}

Text Typesetter::known(const std::string& text, Style style, Length width) const {
    constexpr std::size_t short_max = 80;
    constexpr std::size_t texts_max = 2'000;
    if (text.size() > short_max) { return lay_out(text, style, width); }
    const std::string key =
        fmt::format("{}/{}/{}/{}/{}", style.size, static_cast<int>(style.weight),
                    static_cast<int>(style.ink), width, text);
    if (const auto found = known_.find(key); found != known_.end()) { return found->second; }
    if (known_.size() == texts_max) { known_.clear(); }
    return known_.emplace(key, lay_out(text, style, width)).first->second;
}

Text Typesetter::lay_out(const std::string& text, Style style, Length width) const {
    Owned<PangoLayout> layout{pango_layout_new(context_.get())};
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_font_description(layout.get(), description_of(style).get());
    pango_layout_set_attributes(layout.get(), attributes_.get());
    if (width > 0) {
        pango_layout_set_width(layout.get(), static_cast<int>(width));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    }
    return {std::shared_ptr<PangoLayout>{std::move(layout)}, style};
}

Text Typesetter::fitted(std::string_view text, Style style, Length width) const {
    Text found = set(text, style);
    if (found.width() <= width) { return found; }
    style.size = style.size * width / found.width() - 1;
    return set(text, style);
}

}  // namespace mutua::pdf
