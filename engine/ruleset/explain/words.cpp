#include "engine/ruleset/explain/words.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>
#include <array>

namespace mutua::ruleset {

namespace {

/// One phrase in English, French, Dutch and German.
using Phrase = std::array<std::string_view, 4>;

constexpr std::array<std::string_view, 4> languages{"en", "fr", "nl", "de"};

constexpr std::array phrases{
#define MUTUA_PHRASE(english, french, dutch, german) Phrase{english, french, dutch, german},
#include "engine/ruleset/explain/words.def"
#undef MUTUA_PHRASE
};

}  // namespace

Words::Words(std::string_view language) {
    const auto found = std::find(languages.begin(), languages.end(), language);
    language_ = found == languages.end()
                    ? 0
                    : static_cast<std::size_t>(std::distance(languages.begin(), found));
}

std::string Words::operator()(std::string_view english,
                              std::initializer_list<std::string> values) const {
    const auto phrase = std::find_if(phrases.begin(), phrases.end(), [english](const Phrase& one) {
        return one.front() == english;
    });
    require(phrase != phrases.end(), "a phrase of an explanation is in the table of words");
    std::string text;
    auto value = values.begin();
    std::string_view rest = (*phrase)[language_];
    for (std::size_t at = rest.find("{}"); at != std::string_view::npos; at = rest.find("{}")) {
        require(value != values.end(), "a phrase has a value for each of its places");
        text += std::string{rest.substr(0, at)} + *value++;
        rest.remove_prefix(at + 2);
    }
    return text + std::string{rest};
}

std::string Words::counted(std::size_t count, std::string_view one) const {
    const std::string phrase = "{} " + std::string{one} + (count == 1 ? "" : "s");
    return (*this)(phrase, {std::to_string(count)});
}

std::string_view Words::language() const { return languages[language_]; }

std::vector<std::string> Words::all_english() {
    std::vector<std::string> all;
    for (const Phrase& one : phrases) { all.emplace_back(one.front()); }
    return all;
}

}  // namespace mutua::ruleset
