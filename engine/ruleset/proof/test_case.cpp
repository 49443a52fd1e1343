#include "engine/ruleset/proof/test_case.hpp"

#include "engine/core/nearest.hpp"
#include "engine/ruleset/run/binding.hpp"

#include <algorithm>
#include <limits>

namespace mutua::ruleset {

namespace {

void set_clock(Clocks& clocks, Clock clock, Date day) {
    switch (clock) {
        case Clock::work_start:
            clocks.work_start = day;
            return;
        case Clock::work_end:
            clocks.work_end = day;
            return;
        case Clock::payment_date:
            clocks.payment_date = day;
            return;
        case Clock::issue_date:
            clocks.issue_date = day;
            return;
        case Clock::quarter_start:
        case Clock::year_start:
        case Clock::day:
            return;  // they follow from the others
    }
}

/// The digits as a whole number and how many of them stand after the point.
struct Digits {
    Integer raw;
    unsigned decimals = 0;
};

std::optional<Digits> digits_of(std::string text) {
    const std::size_t point = text.find('.');
    const auto decimals =
        point == std::string::npos ? 0U : static_cast<unsigned>(text.size() - point - 1);
    if (point != std::string::npos) { text.erase(point, 1); }
    const auto number = parse_decimal(text);
    if (!number) { return std::nullopt; }
    return Digits{boost::multiprecision::numerator(*number), decimals};
}

std::optional<Value> number_value(const syntax::TestValue& written) {
    const auto above = digits_of(written.text);
    if (!above) { return std::nullopt; }
    if (!written.denominator) {
        const auto raw = narrow(above->raw);
        return raw ? std::optional<Value>{Number{*raw, above->decimals}} : std::nullopt;
    }
    const auto below = digits_of(*written.denominator);
    if (!below || below->raw == 0) { return std::nullopt; }
    const auto scaled = [](const Digits& digits, unsigned decimals) {
        Integer raw = digits.raw;
        for (unsigned i = digits.decimals; i < decimals; ++i) { raw *= 10; }
        return raw;
    };
    const unsigned decimals = std::max(above->decimals, below->decimals);
    const auto numerator = narrow(scaled(*above, decimals));
    const auto denominator = narrow(scaled(*below, decimals));
    if (!numerator || !denominator) { return std::nullopt; }
    return Fraction{*numerator, *denominator};
}

WrittenValue wrong(std::string code, std::string problem, std::string help = "") {
    return {std::nullopt, std::move(code), std::move(problem), std::move(help)};
}

WrittenValue number_of_type(const CheckedRuleset& rules, const syntax::TestValue& written,
                            const Type& type) {
    if (!type.is_number()) {
        return wrong("R203", "expected " + describe(rules, type) + ", found a number");
    }
    if (written.percent && !type.unit.is_pure()) {
        return wrong("R202", "the value is a percentage, declared is " + type.unit.text(),
                     "write it in " + type.unit.text());
    }
    const bool other_unit = written.unit && written.unit->text != type.unit.text() &&
                            !(type.unit.is_pure() && is_pure_unit(written.unit->text));
    if (other_unit) {
        return wrong("R202",
                     "the value is in " + written.unit->text + ", declared is " + type.unit.text(),
                     "leave the unit out");
    }
    const auto value = number_value(written);
    if (!value) { return wrong("R203", "the number is too large, or divided by zero"); }
    return {value, "", "", ""};
}

/// A number as it is written, exactly.
struct ExactNumber {
    Decimal value;
    unsigned decimals = 0;
};

std::optional<ExactNumber> exact_number(const Value& value) {
    if (const auto* plain = std::get_if<Number>(&value)) {
        return ExactNumber{Decimal{widen(plain->raw)} / Decimal{pow(Integer{10}, plain->decimals)},
                           plain->decimals};
    }
    const auto* pair = std::get_if<Fraction>(&value);
    if (pair == nullptr) { return std::nullopt; }
    return ExactNumber{Decimal{widen(pair->numerator), widen(pair->denominator)}, 0};
}

WrittenValue item_of_type(const CheckedRuleset& rules, const std::string& item, const Type& type) {
    const EnumDefinition& all = rules.enums.at(type.enumeration);
    if (std::find(all.items.begin(), all.items.end(), item) == all.items.end()) {
        // That of an enum in its place has quotes: it is the name of what has its items.
        const bool is_quoted = all.name.starts_with('`');
        return wrong(
            "R105", "`" + item + "` is no item of " + (is_quoted ? all.name : "`" + all.name + "`"),
            did_you_mean(item, all.items));
    }
    return {word(item), "", "", ""};
}

}  // namespace

const Type& type_of(const CheckedRuleset& rules, const NamedDefinition& named) {
    const Type& whole = rules.definitions.at(named.definition).type;
    return named.field ? whole.fields.at(*named.field).type : whole;
}

Clocks clocks_of(const std::vector<syntax::ClockSetting>& settings) {
    require(!settings.empty(), "a test sets at least one day");
    Date base = settings.front().date;
    for (const syntax::ClockSetting& one : settings) {
        if (one.clock && one.clock->text == "work_end") { base = one.date; }
    }
    Clocks clocks = Clocks::all(base);
    for (const syntax::ClockSetting& one : settings) {
        const auto clock = one.clock ? parse_clock(one.clock->text) : std::nullopt;
        if (clock) { set_clock(clocks, *clock, one.date); }
    }
    return clocks;
}

WrittenValue value_of(const CheckedRuleset& rules, const syntax::TestValue& written,
                      const Type& type) {
    using Kind = syntax::TestValue::Kind;
    const auto mismatch = [&](const char* found) {
        return wrong("R203", "expected " + describe(rules, type) + ", found " + found);
    };
    switch (written.kind) {
        case Kind::number:
            return number_of_type(rules, written, type);
        case Kind::date:
            if (type.kind != ValueKind::date) { return mismatch("a day"); }
            return {Value{*written.date}, "", "", ""};
        case Kind::text:
            if (type.kind != ValueKind::code) { return mismatch("a code"); }
            return {word(written.text), "", "", ""};
        case Kind::yes_no:
            if (type.kind != ValueKind::boolean) { return mismatch("`yes` or `no`"); }
            return {Value{written.flag}, "", "", ""};
        case Kind::name:
            break;
    }
    if (type.kind != ValueKind::enumeration) { return mismatch("a name"); }
    return item_of_type(rules, written.text, type);
}

std::optional<WrittenValue> why_no_row_holds(const CheckedRuleset& rules, DefinitionId id,
                                             const Value& value) {
    const Definition& definition = rules.definitions.at(id);
    const auto number = exact_number(value);
    if (!definition.type.is_number() || !number) { return std::nullopt; }
    const unsigned kept = definition.type.decimals;
    const bool is_whole =
        denominator(Decimal{number->value * Decimal{pow(Integer{10}, kept)}}) == 1;
    if (!definition.type.quotient && (number->decimals > kept || !is_whole)) {
        return wrong(
            "R202",
            "the value has more decimals than the " + std::to_string(kept) + " that are kept",
            "write at most " + std::to_string(kept) + " decimals");
    }
    const InputDefinition* input = definition.input();
    const CarryDefinition* carry = definition.carry();
    const auto outside = [&](const auto* bounds) {
        return bounds != nullptr && ((bounds->low && number->value < *bounds->low) ||
                                     (bounds->high && number->value > *bounds->high));
    };
    if (!outside(input) && !outside(carry)) { return std::nullopt; }
    return wrong(carry != nullptr ? "E104" : "E101", "the value lies outside the range",
                 "it must be " + what_is_allowed(rules, id));
}

namespace {

std::size_t position_of(std::vector<std::string>& names, const std::string& name) {
    const auto at = std::find(names.begin(), names.end(), name);
    const auto position = static_cast<std::size_t>(at - names.begin());
    if (at == names.end()) { names.push_back(name); }
    return position;
}

/// Where a step puts its value: into a named row, or into all.
Values& values_of(Case& made, const TestRows& rows, const syntax::TestStep& step) {
    if (!step.row_name) { return made.common; }
    const auto scope = parse_scope(step.row_scope->text);
    const auto row = scope ? rows.find(*scope, step.row_name->text) : std::nullopt;
    if (!row) { return made.common; }
    return *scope == Scope::contract ? made.contracts[*row] : made.clients[*row];
}

}  // namespace

const std::vector<std::string>& TestRows::names(Scope scope) const {
    static const std::vector<std::string> none;
    if (scope == Scope::contract) { return contracts; }
    return scope == Scope::client ? clients : none;
}

std::optional<std::size_t> TestRows::find(Scope scope, const std::string& name) const {
    const auto& all = names(scope);
    const auto at = std::find(all.begin(), all.end(), name);
    if (at == all.end()) { return std::nullopt; }
    return static_cast<std::size_t>(at - all.begin());
}

std::string TestRows::name_of(Scope scope, std::size_t row) const {
    const auto& all = names(scope);
    return row < all.size() ? all[row] : std::string{};
}

TestRows rows_of(const syntax::TestCase& test_case) {
    TestRows rows;
    std::vector<std::optional<std::size_t>> client_of;
    for (const syntax::TestStep& step : test_case.steps) {
        if (!step.row_name) { continue; }
        if (step.row_scope->text == "client") { position_of(rows.clients, step.row_name->text); }
        if (step.row_scope->text != "contract") { continue; }
        const std::size_t contract = position_of(rows.contracts, step.row_name->text);
        client_of.resize(rows.contracts.size());
        for (const auto& [scope, name] : step.owners) {
            if (scope.text != "client") { continue; }
            client_of[contract] = position_of(rows.clients, name.text);
        }
    }
    for (const auto& client : client_of) { rows.client_of.push_back(client.value_or(0)); }
    return rows;
}

Case case_of(const CheckedRuleset& rules, PackageId package, const syntax::TestCase& test_case) {
    using Kind = syntax::TestStep::Kind;
    Case made;
    made.clocks = clocks_of(test_case.clocks);
    const TestRows rows = rows_of(test_case);
    made.contracts.resize(rows.contracts.size());
    made.clients.resize(rows.clients.size());
    if (!rows.clients.empty()) { made.client_of = rows.client_of; }
    for (const syntax::TestStep& step : test_case.steps) {
        if (step.kind != Kind::given && step.kind != Kind::given_prior) { continue; }
        const auto search = find_definition(rules, package, step.name.text, Reach::reachable);
        if (!search.found) { continue; }
        const Type& type = type_of(rules, *search.found);
        const WrittenValue written = value_of(rules, *step.value, type);
        if (!written.value) { continue; }
        const std::string name =
            step.kind == Kind::given_prior ? prior_name(step.name.text) : step.name.text;
        values_of(made, rows, step).insert_or_assign(name, *written.value);
    }
    return made;
}

std::string prior_name(const std::string& carry) { return "prior " + carry; }

}  // namespace mutua::ruleset
