#include "engine/settlement/needed_names.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/settlement/creditors.hpp"
#include "engine/settlement/month_pay.hpp"
#include "engine/settlement/quote.hpp"

namespace mutua::settlement {

std::vector<std::string> names_lacking(const ruleset::Ruleset& rules, std::string_view package) {
    std::vector<std::string> needed = price_figures();
    const auto add = [&](const std::vector<std::string>& names) {
        needed.insert(needed.end(), names.begin(), names.end());
    };
    add({"price", "payment_terms_days", "pay_after_working_days", "public_holiday",
         "usual_joint_committee", withheld_figure});
    add(account_parameters());
    add(month_figures());
    add(booked_figures());
    std::erase_if(needed,
                  [&](const std::string& name) { return ruleset::has_name(rules, package, name); });
    return needed;
}

}  // namespace mutua::settlement
