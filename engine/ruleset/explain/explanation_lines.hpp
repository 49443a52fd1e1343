#pragma once

#include <cstddef>
#include <string>

namespace mutua::ruleset {

/// The lines of explanations: a word on the left, text, and from a common column on what belongs to
/// it; what does not fit in 80 columns goes on below.
class ExplanationLines {
public:
    void indent(std::size_t blanks) { indent_ = blanks; }
    void blank() { text_ += '\n'; }
    /// "relief_due = 58.00 EUR                    Low-pay relief"
    void head(const std::string& left, const std::string& right);
    void place(const std::string& text);
    /// "  source   Contributions act, art. 4       https://…"
    void entry(const std::string& word, const std::string& left, const std::string& right = "");

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void columns(const std::string& begin, const std::string& left, const std::string& right);

    std::string text_;
    std::size_t indent_ = 0;
};

}  // namespace mutua::ruleset
