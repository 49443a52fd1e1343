#pragma once

#include "engine/core/date.hpp"

#include <string>
#include <string_view>

namespace mutua::settlement {

/// The few texts inside the XML that people read, in the language of the document.
struct Phrases {
    std::string_view credit_transfer;
    std::string_view payable_until;  ///< followed by the date
    std::string_view work_dates;     ///< followed by the dates
    std::string_view worker;         ///< name of the property that holds the member's code
};

/// The phrases in "fr", "nl", "de"; English for everything else.
[[nodiscard]] const Phrases& phrases(std::string_view language);

/// The day as people of the language write it in figures; ISO 8601 in English, where day and month
/// are easily taken for each other.
[[nodiscard]] std::string day_in_words(Date day, std::string_view language);

}  // namespace mutua::settlement
