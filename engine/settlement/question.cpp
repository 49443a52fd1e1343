#include "engine/settlement/question.hpp"

#include "engine/settlement/rulebook.hpp"

#include <algorithm>

namespace mutua::settlement {

namespace {

using ruleset::count_of;
using ruleset::Number;
using ruleset::value_of;
using ruleset::word;

std::int64_t code_points(const std::string& text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

std::int64_t power_of_ten(unsigned exponent) {
    std::int64_t power = 1;
    for (unsigned i = 0; i < exponent; ++i) { power *= 10; }
    return power;
}

}  // namespace

ruleset::Values member_values(const cooperative::Member& member, Month month) {
    ruleset::Values values{
        {"worker_category", word(member.worker_category)},
        {"household", word(member.household)},
        {"children", count_of(member.children)},
        {"disabled_children", count_of(member.disabled_children)},
        {"other_dependants", count_of(member.other_dependants)},
        {"single_parent", member.single_parent},
        {"disabled", member.disabled},
        {"weekdays_in_month", count_of(weekdays_in(month))},
        {"days_in_month", count_of(static_cast<unsigned>(last_day(month).day()))},
    };
    if (!member.joint_committee.empty()) {
        values["joint_committee"] = word(member.joint_committee);
    }
    if (!member.withholding_rate.empty()) {
        const auto rate = ruleset::parse_number(member.withholding_rate + " %");
        require(rate.has_value(), "a member's chosen rate was read as a percent");
        values["chosen_withholding_rate"] = *rate;
    }
    return values;
}

ruleset::Values declaration_values(const cooperative::Declaration& declaration,
                                   const cooperative::Client& client, Date declared_on) {
    require(!declaration.work_dates.empty(), "a declaration has a worked date");
    const std::string treatment =
        declaration.vat_treatment.empty() ? "by_rules" : declaration.vat_treatment;
    ruleset::Values values{
        {"price", value_of(declaration.price)},
        {"expenses", value_of(declaration.expenses)},
        {"hours", Number{declaration.hours_hundredths, 2}},
        {"work_days", count_of(static_cast<std::int64_t>(declaration.work_dates.size()))},
        {"first_work_date", declaration.work_dates.front()},
        {"last_work_date", declaration.work_dates.back()},
        {"declared_on", declared_on},
        {"description_length", count_of(code_points(declaration.description))},
        {"requested_vat_treatment", word(treatment)},
        {"vat_reason_given", !declaration.vat_reason.empty()},
        {"client_kind", word(client.kind)},
        {"client_country", word(client.address.country)},
        {"client_has_vat_number", client.vat_number.has_value()},
    };
    if (!declaration.joint_committee.empty()) {
        values["joint_committee"] = word(declaration.joint_committee);
    }
    return values;
}

ruleset::Values invoicing_values(const Rulebook& rules, const cooperative::Declaration& declaration,
                                 const cooperative::Client& client) {
    ruleset::Values values;
    const auto add = [&](const char* name, ruleset::Value value) {
        if (rules.knows(name)) { values[name] = std::move(value); }
    };
    if (!declaration.service_nature.empty()) {
        add("service_nature", word(declaration.service_nature));
    }
    if (!declaration.place_country.empty()) {
        add("place_country", word(declaration.place_country));
    }
    add("client_vat_country",
        word(client.vat_number ? client.vat_number->text().substr(0, 2) : std::string{}));
    add("order_reference_required", client.order_reference_required);
    add("order_reference_given", !declaration.order_reference.empty());
    add("client_has_peppol_address", client.peppol_id.has_value());
    return values;
}

ruleset::Values other_hours_values(const Rulebook& rules, const cooperative::Member& member,
                                   const OtherHours& others) {
    ruleset::Values values{{"other_hours_of_month", Number{others.month_hundredths, 2}},
                           {"other_hours_of_year", Number{others.year_hundredths, 2}}};
    const auto add = [&](const char* name, Number hours) {
        if (rules.knows(name)) { values[name] = hours; }
    };
    add("other_whole_hours_of_year", Number{others.year_whole_hundredths, 2});
    add("other_hours_of_day", Number{others.day_hundredths, 2});
    add("student_hours_elsewhere", Number{member.student_hours_elsewhere * 100, 2});
    return values;
}

std::string percent_text(const ruleset::Value& value) {
    const auto* number = std::get_if<Number>(&value);
    require(number != nullptr, "a rate is a number");
    std::int64_t raw =
        number->raw_64_bits();  // of a ratio with `decimals` digits: four give percent cents
    if (number->decimals < 4) { raw *= power_of_ten(4 - number->decimals); }
    if (number->decimals > 4) {
        const std::int64_t divisor = power_of_ten(number->decimals - 4);
        require(raw % divisor == 0, "a printed percent has two decimals");
        raw /= divisor;
    }
    return to_string(euro_cents(raw));
}

std::int64_t hundredths(const ruleset::Value& value) {
    const auto* number = std::get_if<Number>(&value);
    require(number != nullptr && number->decimals <= 2, "hours have at most two decimals");
    return number->raw_64_bits() * power_of_ten(2 - number->decimals);
}

}  // namespace mutua::settlement
