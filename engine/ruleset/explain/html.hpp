#pragma once

#include <string>
#include <string_view>

/// Small pieces of HTML for the pages about the rules.
namespace mutua::ruleset::html {

/// Text with `& < > "` written so that they are read as text.
[[nodiscard]] std::string escaped(std::string_view text);

/// The same of words for people, in which what stands between backticks is code.
[[nodiscard]] std::string escaped_words(std::string_view text);

/// `<tag>content</tag>`; the content is HTML already.
[[nodiscard]] std::string element(std::string_view tag, std::string_view content,
                                  std::string_view attributes = {});

/// A link; the content is HTML already.
[[nodiscard]] std::string link(std::string_view target, std::string_view content);

/// A whole page in a language: title, style and body. Nothing is loaded from elsewhere.
[[nodiscard]] std::string page(std::string_view language, std::string_view title,
                               std::string_view body);

}  // namespace mutua::ruleset::html
