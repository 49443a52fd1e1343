#include "engine/ruleset/oracle/exact_case.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

Date start_of(Date given, DateReference::Start start) {
    const unsigned month = static_cast<unsigned>(given.month());
    switch (start) {
        case DateReference::Start::none:
            return given;
        case DateReference::Start::month:
            return given.year() / given.month() / 1;
        case DateReference::Start::quarter:
            return given.year() / date::month{(month - 1) / 3 * 3 + 1} / 1;
        case DateReference::Start::year:
            return given.year() / 1 / 1;
    }
    return given;
}

std::optional<Constant> constant_of_word(const CheckedRuleset& rules, const std::string& text,
                                         const Type& type) {
    switch (type.kind) {
        case ValueKind::code:
            return CodeText{text};
        case ValueKind::boolean:
            if (text == "yes" || text == "true") { return true; }
            if (text == "no" || text == "false") { return false; }
            return std::nullopt;
        case ValueKind::date:
            if (const auto day = parse_date(text)) { return *day; }
            return std::nullopt;
        case ValueKind::enumeration: {
            const auto& items = rules.enums.at(type.enumeration).items;
            const auto item = std::find(items.begin(), items.end(), text);
            if (item == items.end()) { return std::nullopt; }
            return EnumItem{static_cast<std::uint32_t>(item - items.begin())};
        }
        default:
            return std::nullopt;
    }
}

class ExactCaseMaker {
public:
    ExactCaseMaker(const CheckedRuleset& rules, PackageId package, const Case& row)
        : rules_{rules}, package_{package}, row_{row} {}

    std::optional<ExactCase> make() {
        made_.clocks = row_.clocks;
        made_.contracts = std::max<std::size_t>(1, row_.contracts.size());
        made_.clients = std::max<std::size_t>(1, row_.clients.size());
        made_.client_of = row_.client_of;
        if (!made_.client_of.empty()) { made_.client_of.resize(made_.contracts, 0); }
        take(row_.common, std::nullopt);
        for (std::size_t i = 0; i < row_.contracts.size(); ++i) { take(row_.contracts[i], i); }
        for (std::size_t i = 0; i < row_.clients.size(); ++i) { take(row_.clients[i], i); }
        if (!sound_) { return std::nullopt; }
        return std::move(made_);
    }

private:
    static constexpr std::string_view prior_word = "prior ";

    void take(const Values& values, std::optional<std::size_t> row) {
        for (const auto& [name, value] : values) { take_one(name, value, row); }
    }

    void take_one(std::string_view name, const Value& value, std::optional<std::size_t> row) {
        const bool prior = name.starts_with(prior_word);
        if (prior) { name.remove_prefix(prior_word.size()); }
        const auto search = find_definition(rules_, package_, name, Reach::reachable);
        if (!search.found || search.found->field) {
            sound_ = false;
            return;
        }
        const Definition& definition = rules_.definitions[search.found->definition];
        const auto constant = exact_constant(rules_, value, definition.type);
        const bool has_rows = definition.scope.has_value();  // a figure of the law has none
        if (!constant || !has_rows || prior != (definition.carry() != nullptr)) {
            sound_ = false;
            return;
        }
        (prior ? made_.prior : made_.given).push_back({search.found->definition, row, *constant});
    }

    const CheckedRuleset& rules_;
    PackageId package_;
    const Case& row_;
    ExactCase made_;
    bool sound_ = true;
};

}  // namespace

std::optional<Constant> exact_constant(const CheckedRuleset& rules, const Value& value,
                                       const Type& type) {
    if (const auto* word = std::get_if<Word>(&value)) {
        return constant_of_word(rules, word->text, type);
    }
    if (const auto* flag = std::get_if<bool>(&value)) {
        if (type.kind == ValueKind::boolean) { return *flag; }
        return std::nullopt;
    }
    if (const auto* day = std::get_if<Date>(&value)) {
        if (type.kind == ValueKind::date) { return *day; }
        return std::nullopt;
    }
    const auto* count = std::get_if<Number>(&value);
    if (type.kind == ValueKind::code && count != nullptr && count->decimals == 0) {
        return CodeText{to_string(value)};
    }
    if (!type.is_number()) { return std::nullopt; }
    const auto* pair = std::get_if<Fraction>(&value);
    if (pair != nullptr && pair->denominator <= 0) { return std::nullopt; }
    return *number_of(value);
}

std::optional<ExactCase> exact_case(const CheckedRuleset& rules, PackageId package,
                                    const Case& row) {
    return ExactCaseMaker{rules, package, row}.make();
}

Date day_on(const Clocks& clocks, Clock clock) {
    switch (clock) {
        case Clock::work_start:
            return clocks.work_start;
        case Clock::work_end:
            return clocks.work_end;
        case Clock::quarter_start:
            return start_of(clocks.work_end, DateReference::Start::quarter);
        case Clock::year_start:
            return start_of(clocks.work_end, DateReference::Start::year);
        case Clock::payment_date:
            return clocks.payment_date;
        case Clock::issue_date:
            return clocks.issue_date;
        case Clock::day:
            break;
    }
    require(clock != Clock::day, "a mean over days is walked day by day");
    return clocks.work_end;
}

Date day_of(const DateReference& reference, const Clocks& clocks) {
    if (reference.day) { return *reference.day; }
    return start_of(day_on(clocks, reference.clock), reference.start);
}

bool carries_on(Reset reset, Date before, Date now) {
    switch (reset) {
        case Reset::never:
            return true;
        case Reset::month:
            return month_of(before) == month_of(now);
        case Reset::quarter:
            return start_of(before, DateReference::Start::quarter) ==
                   start_of(now, DateReference::Start::quarter);
        case Reset::civil_year:
            return before.year() == now.year();
    }
    return true;
}

}  // namespace mutua::ruleset
