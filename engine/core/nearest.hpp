#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua {

/// The candidate that somebody probably meant: at most two letters changed, added, left out or
/// swapped (one in words of up to three letters). Ties go to the first in the alphabet.
[[nodiscard]] std::optional<std::string> nearest(std::string_view wrong,
                                                 const std::vector<std::string>& candidates);

/// "did you mean `gross_pay`?", or nothing when no candidate is near.
[[nodiscard]] std::string did_you_mean(std::string_view wrong,
                                       const std::vector<std::string>& candidates);

}  // namespace mutua
