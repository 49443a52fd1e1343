#include "formats/tabular/json_difference.hpp"

#include "formats/tabular/json_payslip.hpp"
#include "formats/tabular/json_state.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using settlement::AmountChange;
using settlement::DifferenceSlip;

constexpr const char* difference_document = "mutua-difference-slip";

void put(Json& object, const AmountChange& amount) {
    object["before"] = json_of(amount.before);
    object["now"] = json_of(amount.now);
    object["difference"] = json_of(amount.difference());
}

int format_of(const DifferenceSlip& slip) {
    return std::max(tabular::format_of(slip.before), tabular::format_of(slip.now));
}

Json json_of_amounts(const DifferenceSlip& slip) {
    Json amounts = Json::array();
    for (const settlement::PayslipAmount& one : settlement::payslip_amounts) {
        if (!has_place(one, format_of(slip))) { continue; }
        Json amount = Json::object();
        amount["amount"] = one.name;
        put(amount, {slip.before.*one.amount, slip.now.*one.amount});
        amounts.push_back(std::move(amount));
    }
    return amounts;
}

Json json_of_line_changes(const DifferenceSlip& slip) {
    Json lines = Json::array();
    for (const auto& [line, amount] : settlement::line_changes(slip)) {
        Json object{{"figure", line.figure}, {"label", json_of(line.label)}};
        put(object, amount);
        lines.push_back(std::move(object));
    }
    return lines;
}

DifferenceSlip difference_of(const Json& document) {
    DifferenceSlip slip;
    slip.original = PayslipId{count_of(document, "original")};
    slip.payment_date = date_of(document, "payment_date");
    slip.causes = causes_of(document.at("causes"));
    slip.before = payslip_of(document.at("before"));
    slip.now = payslip_of(document.at("now"));
    return slip;
}

}  // namespace

std::string to_json(const DifferenceSlip& slip) {
    return archived({{"document", difference_document},
                     {"format", format_of(slip)},
                     {"id", slip.now.id.value()},
                     {"corrects", slip.before.id.value()},
                     {"original", slip.original.value()},
                     {"member", slip.now.member.code.text()},
                     {"month", to_string(slip.now.month)},
                     {"issued_on", json_of(slip.now.issued_on)},
                     {"payment_date", json_of(slip.payment_date)},
                     {"causes", json_of_causes(slip.causes)},
                     {"amounts", json_of_amounts(slip)},
                     {"lines", json_of_line_changes(slip)},
                     {"before", json_of(slip.before)},
                     {"now", json_of(slip.now)}});
}

DifferenceSlip difference_from_json(std::string_view bytes) {
    DifferenceSlip slip =
        from_archive(bytes, difference_document, settlement::newest_form, difference_of);
    require(to_json(slip) == bytes,
            "an archived difference slip is byte for byte as mutua wrote it");
    return slip;
}

settlement::Payslip payslip_state_from_json(std::string_view bytes) {
    return is_difference(bytes) ? difference_from_json(bytes).now : payslip_from_json(bytes);
}

bool is_difference(std::string_view bytes) {
    const Json document = Json::parse(bytes, nullptr, false);
    return document.is_object() && document.value("document", "") == difference_document;
}

}  // namespace mutua::tabular
