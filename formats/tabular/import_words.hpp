#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mutua::tabular {

/// "did you mean `price`?", or the whole list when nothing is near.
[[nodiscard]] std::string unknown_word_help(std::string_view word,
                                            const std::vector<std::string>& candidates);

/// "`a`, `b` or `c`".
[[nodiscard]] std::string listed(const std::vector<std::string>& words);

/// A value as messages show it, between backticks: cut to 40 characters, control characters
/// replaced, and covered but for its last four characters when it looks secret.
[[nodiscard]] std::string shown(std::string_view value);

/// True for what could be a national number or an account number, in whatever column it stands:
/// eleven digits or more with separators, or two letters and two digits before many more.
[[nodiscard]] bool looks_secret(std::string_view value);

}  // namespace mutua::tabular
