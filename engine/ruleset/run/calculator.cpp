#include "engine/ruleset/run/calculator.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/run/calculator_state.hpp"
#include "engine/ruleset/run/fault_words.hpp"

#include <algorithm>

namespace mutua::ruleset {

Clocks Clocks::all(Date day) {
    const Month month = month_of(day);
    return {first_day(month), last_day(month), day, day};
}

Money Figure::money() const {
    const auto* number = std::get_if<Number>(&value);
    require(number != nullptr && number->decimals == 2, "an amount has two decimals");
    return euro_cents(number->raw_64_bits());
}

bool Figure::yes() const {
    const auto* flag = std::get_if<bool>(&value);
    require(flag != nullptr, "a condition is yes or no");
    return *flag;
}

const std::string& Figure::text() const {
    const auto* one = std::get_if<Word>(&value);
    require(one != nullptr, "an item or a code is a word");
    return one->text;
}

const Figure& Outcome::at(std::string_view figure, std::size_t contract) const {
    require(ok(), "figures are read of a sound outcome");
    const auto found = figures.find(figure);
    require(found != figures.end(), "only figures that were asked for are read");
    require(!found->second.empty(), "a figure has a value");
    // A figure of the payslip is the same for every contract.
    if (found->second.size() == 1) { return found->second.front(); }
    require(contract < found->second.size(), "the contract is one of the case");
    return found->second[contract];
}

namespace {

/// Where the columns of a program lie, by definition.
const Column* column_of(const Program& program, DefinitionId id) {
    for (const Column& column : program.columns) {
        if (column.definition == id) { return &column; }
    }
    return nullptr;
}

/// Writes a value into one row, or into every row of its frame.
void store(RowFrames& frames, const Column& column, std::optional<std::size_t> row,
           const RawValue& raw) {
    const std::size_t first = row.value_or(0);
    const std::size_t end = row ? first + 1 : frames.tree.rows(column.frame);
    for (std::size_t i = first; i < end; ++i) {
        Int128* slots = frames.row(column.frame, i);
        if (column.slot != no_slot) { slots[column.slot] = raw.value; }
        if (column.denominator != no_slot) { slots[column.denominator] = raw.denominator; }
        if (column.given != no_slot) { slots[column.given] = 1; }
    }
}

}  // namespace

void Calculator::State::bind(const Program& program, const ResolvedCase& resolved,
                             std::vector<Fault>& faults) {
    frames.reset(program, resolved.tree);
    for (const GivenValue& given : resolved.values) {
        const auto raw = bind_value(*ruleset, run_codes, given.definition, *given.value);
        if (!raw) {
            faults.push_back(raw.error());
            const bool of_contract =
                ruleset->definitions[given.definition].scope == Scope::contract;
            if (of_contract) { faults.back().contract = given.row; }
            continue;
        }
        const Column* column = column_of(program, given.definition);
        if (column != nullptr) { store(frames, *column, given.row, *raw); }
    }
}

void Calculator::State::read(const Program& program, const std::vector<std::string>& names,
                             const ResolvedCase& resolved, Outcome& outcome) {
    for (std::size_t i = 0; i < program.outputs.size(); ++i) {
        const Output& output = program.outputs[i];
        const Definition& definition = ruleset->definitions[output.definition];
        const Type& type =
            output.field ? definition.type.fields[*output.field].type : definition.type;
        const Frame own = definition.scope.value_or(Frame::payslip);
        std::vector<Figure>& figures = outcome.figures[names[i]];
        figures.clear();
        for (std::size_t row = 0; row < resolved.tree.rows(own); ++row) {
            const auto slots = [&](Frame frame) {
                return frames.row(frame, row_above(resolved.tree, own, frame, row));
            };
            RawValue raw;
            raw.value = slots(output.frame)[output.slot];
            if (output.denominator != no_slot) {
                raw.denominator = slots(output.frame)[output.denominator];
            }
            Figure figure{value_from(*ruleset, run_codes, type, raw),
                          slots(output.applicable_frame)[output.applicable] != 0, false};
            figures.push_back(std::move(figure));
        }
    }
    for (const GivenValue& given : resolved.values) {
        if (ruleset->definitions[given.definition].carry() != nullptr) { continue; }
        for (std::size_t i = 0; i < program.outputs.size(); ++i) {
            if (program.outputs[i].definition != given.definition) { continue; }
            std::vector<Figure>& figures = outcome.figures[names[i]];
            for (std::size_t row = 0; row < figures.size(); ++row) {
                if (!given.row || *given.row == row) { figures[row].given = true; }
            }
        }
    }
}

const std::vector<std::string>& Calculator::State::all_figures(PackageId package,
                                                               const ResolvedCase& resolved) {
    const std::string key =
        std::to_string(package) + "." + cache.shape_key({{}, resolved.given, resolved.days, {}});
    const auto known = all_figures_found.find(key);
    if (known != all_figures_found.end()) { return known->second; }
    return all_figures_found
        .emplace(key, ruleset::all_figures(*ruleset, cache, package, resolved.given, resolved.days))
        .first->second;
}

std::optional<Int128> Calculator::State::trial(const Program& program, DefinitionId unknown,
                                               std::int64_t raw) {
    const Column* column = column_of(program, unknown);
    if (column != nullptr) { store(frames, *column, std::nullopt, {raw, 1}); }
    if (!machine.run(program, frames).empty()) { return std::nullopt; }
    const Output& output = program.outputs.front();
    return frames.row(output.frame, 0)[output.slot];
}

Calculator::Calculator(Ruleset ruleset, ProgramChange change)
    : state_{std::make_unique<State>(std::move(ruleset), std::move(change))} {}
Calculator::~Calculator() = default;
Calculator::Calculator(Calculator&&) noexcept = default;
Calculator& Calculator::operator=(Calculator&&) noexcept = default;

const Ruleset& Calculator::ruleset() const noexcept { return state_->ruleset; }

Outcome Calculator::evaluate(std::string_view package, const std::vector<std::string>& figures,
                             const Case& row) {
    Outcome outcome;
    State& state = *state_;
    const CheckedRuleset& rules = *state.ruleset;
    const auto from = find_package(rules, package);
    if (!from) {
        outcome.faults.push_back({"R112", std::string{package},
                                  "there is no package `" + std::string{package} + "`", "",
                                  std::nullopt});
        return outcome;
    }
    ResolvedCase resolved = resolve_case(rules, *from, row);
    outcome.faults = std::move(resolved.faults);
    const std::vector<std::string> names =
        figures.empty() ? state.all_figures(*from, resolved) : figures;
    const auto wanted = resolve_figures(rules, *from, names, outcome.faults);
    state.run_codes.clear();
    const Program& program = state.cache.program({wanted, resolved.given, resolved.days, {}});
    state.bind(program, resolved, outcome.faults);
    std::vector<Fault> others = uncovered_faults(rules, program, resolved.days);
    if (!outcome.ok() || !others.empty()) {
        std::vector<Fault> missing = needed_faults(rules, program);
        others.insert(others.end(), missing.begin(), missing.end());
        outcome.faults.insert(outcome.faults.end(), others.begin(), others.end());
        return outcome;
    }
    const auto& found = state.machine.run(program, state.frames);
    outcome.faults = in_words(rules, program, resolved.days,
                              first_faults(rules, program, state.frames.tree, found));
    if (outcome.ok()) { state.read(program, names, resolved, outcome); }
    return outcome;
}

}  // namespace mutua::ruleset
