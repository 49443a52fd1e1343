#include "engine/settlement/breakdown.hpp"

namespace mutua::settlement {

const std::string& Translations::in(std::string_view language) const {
    if (language == "fr") { return fr; }
    if (language == "nl") { return nl; }
    return language == "de" ? de : en;
}

}  // namespace mutua::settlement
