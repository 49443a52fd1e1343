#include "engine/settlement/payslip.hpp"

namespace mutua::settlement {

void add_notes(std::vector<ProvisionalNote>& notes, const std::vector<ProvisionalNote>& more) {
    const auto by_name = [](const ProvisionalNote& left, const ProvisionalNote& right) {
        return left.figure < right.figure;
    };
    for (const ProvisionalNote& one : more) {
        const auto place = std::lower_bound(notes.begin(), notes.end(), one, by_name);
        if (place == notes.end() || place->figure != one.figure) { notes.insert(place, one); }
    }
}

}  // namespace mutua::settlement
