#include "engine/cooperative/participant.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::cooperative {

namespace {

constexpr std::string_view enterprise_scheme = "0208:";
constexpr std::string_view vat_scheme = "9925:";
constexpr std::string_view country_letters = "be";

}  // namespace

std::vector<std::string> participant_forms(const PeppolId& id) {
    std::vector<std::string> forms{id.text()};
    std::string number;
    if (id.text().starts_with(enterprise_scheme)) {
        number = id.text().substr(enterprise_scheme.size());
    } else if (id.text().starts_with(vat_scheme)) {
        number = id.text().substr(vat_scheme.size());
    }
    if (number.empty()) { return forms; }
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    number.erase(number.begin(), std::find_if(number.begin(), number.end(), is_digit));
    const std::string letters{country_letters};
    for (const std::string& form : {std::string{enterprise_scheme} + number,
                                    std::string{enterprise_scheme} + letters + number,
                                    std::string{vat_scheme} + letters + number}) {
        const auto is_same = [&form](const std::string& other) {
            return std::equal(form.begin(), form.end(), other.begin(), other.end(),
                              [](char left, char right) { return (left | 32) == (right | 32); });
        };
        if (std::none_of(forms.begin(), forms.end(), is_same)) { forms.push_back(form); }
    }
    return forms;
}

ParticipantAnswer best_answer(const std::vector<ParticipantAnswer>& answers) {
    require(!answers.empty(), "a participant was asked for");
    for (const Presence wanted : {Presence::present, Presence::unknown}) {
        for (const ParticipantAnswer& one : answers) {
            if (one.presence == wanted) { return one; }
        }
    }
    return answers.front();
}

std::string_view to_string(Presence presence) {
    if (presence == Presence::present) { return "present"; }
    return presence == Presence::absent ? "absent" : "unknown";
}

std::optional<Presence> parse_presence(std::string_view word) {
    for (const Presence one : {Presence::present, Presence::absent, Presence::unknown}) {
        if (to_string(one) == word) { return one; }
    }
    return std::nullopt;
}

}  // namespace mutua::cooperative
