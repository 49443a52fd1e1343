#include "engine/cooperative/facts.hpp"

#include "engine/core/contract.hpp"

#include <array>

namespace mutua::cooperative {

namespace {

constexpr std::array<std::string_view, 4> languages = {"fr", "nl", "de", "en"};

}  // namespace

std::string_view to_string(Language language) {
    const auto at = static_cast<std::size_t>(language);
    require(at < languages.size(), "the language has a code");
    return languages[at];
}

std::optional<Language> parse_language(std::string_view text) {
    for (std::size_t i = 0; i < languages.size(); ++i) {
        if (languages[i] == text) { return static_cast<Language>(i); }
    }
    return std::nullopt;
}

}  // namespace mutua::cooperative
