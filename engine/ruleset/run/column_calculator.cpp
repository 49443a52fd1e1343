#include "engine/ruleset/run/column_calculator.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/run/column_question.hpp"

#include <limits>

namespace mutua::ruleset {

namespace {

std::optional<std::int64_t> raw_bound(const std::optional<Decimal>& limit, const Type& type) {
    if (!limit || type.quotient) { return std::nullopt; }
    const auto raw = scaled(*limit, type.decimals);
    const auto fits = [](Int128 value) { return static_cast<std::int64_t>(value) == value; };
    if (!raw || !fits(*raw)) { return std::nullopt; }
    return static_cast<std::int64_t>(*raw);
}

ColumnShape shape_of(const CheckedRuleset& rules, const std::string& name, DefinitionId id) {
    const Definition& definition = rules.definitions[id];
    ColumnShape shape;
    shape.name = name;
    shape.definition = id;
    shape.scope = definition.scope.value_or(Scope::payslip);
    shape.type = definition.type;
    shape.prior = definition.carry() != nullptr && name.starts_with(prior_mark);
    if (shape.type.kind == ValueKind::boolean) {
        shape.low = 0;
        shape.high = 1;
    }
    if (shape.type.kind == ValueKind::enumeration) {
        shape.low = 0;
        shape.high =
            static_cast<std::int64_t>(rules.enums[shape.type.enumeration].items.size()) - 1;
    }
    if (!shape.type.is_number()) { return shape; }
    if (const InputDefinition* input = definition.input()) {
        shape.low = raw_bound(input->low, shape.type);
        shape.high = raw_bound(input->high, shape.type);
    }
    if (const CarryDefinition* carry = definition.carry(); carry != nullptr && shape.prior) {
        shape.low = raw_bound(carry->low, shape.type);
        shape.high = raw_bound(carry->high, shape.type);
    }
    return shape;
}

ColumnShape output_shape(const CheckedRuleset& rules, const std::string& name,
                         const ProgramRequest::Wanted& wanted) {
    ColumnShape shape;
    const Definition& definition = rules.definitions[wanted.definition];
    shape.name = name;
    shape.definition = wanted.definition;
    shape.field = wanted.field;
    shape.scope = definition.scope.value_or(Scope::payslip);
    shape.type = wanted.field ? definition.type.fields[*wanted.field].type : definition.type;
    return shape;
}

}  // namespace

ColumnCell ColumnValues::at(std::size_t row) const {
    const auto found =
        std::lower_bound(wide.begin(), wide.end(), row,
                         [](const Wide& one, std::size_t other) { return one.row < other; });
    if (found != wide.end() && found->row == row) { return found->cell; }
    return {values[row], denominators.empty() ? 1 : denominators[row]};
}

void ColumnValues::put(std::size_t row, const ColumnCell& cell) {
    const auto value = static_cast<std::int64_t>(cell.value);
    const auto denominator = static_cast<std::int64_t>(cell.denominator);
    const bool fits = value == cell.value && denominator == cell.denominator;
    if (!fits) {
        require(wide.empty() || wide.back().row < row, "wide cells come row after row");
        wide.push_back({row, cell});
    }
    values[row] = fits ? value : 0;
    if (!denominators.empty()) { denominators[row] = fits ? denominator : 1; }
}

PreparedColumns::PreparedColumns() : state_{std::make_unique<PreparedQuestion>()} {}
PreparedColumns::~PreparedColumns() = default;
PreparedColumns::PreparedColumns(PreparedColumns&&) noexcept = default;
PreparedColumns& PreparedColumns::operator=(PreparedColumns&&) noexcept = default;

const std::vector<Fault>& PreparedColumns::faults() const { return state_->faults; }
const std::vector<ColumnShape>& PreparedColumns::inputs() const { return state_->inputs; }
const std::vector<ColumnShape>& PreparedColumns::outputs() const { return state_->outputs; }
std::size_t PreparedColumns::program_count() const { return state_->works.size(); }

ColumnCalculator::ColumnCalculator(Ruleset ruleset, ProgramChange change)
    : rules_{std::make_shared<ColumnRules>(std::move(ruleset), std::move(change))} {}

PreparedColumns ColumnCalculator::prepare(std::string_view package,
                                          const std::vector<std::string>& figures,
                                          const Clocks& clocks,
                                          const std::vector<std::string>& given) {
    PreparedColumns prepared;
    PreparedQuestion& state = *prepared.state_;
    const CheckedRuleset& rules = *rules_->ruleset;
    state.rules = rules_;
    const auto from = find_package(rules, package);
    if (!from) {
        state.faults.push_back({"R112", std::string{package},
                                "there is no package `" + std::string{package} + "`", "",
                                std::nullopt});
        return prepared;
    }
    state.request.days = clock_days(clocks);
    state.request.given.assign(rules.definitions.size(), Presence::none);
    for (const std::string& name : given) {
        const auto found = find_given(rules, *from, name);
        if (!found) {
            state.faults.push_back(found.error());
            continue;
        }
        state.request.given[*found] = Presence::all;
        state.inputs.push_back(shape_of(rules, name, *found));
    }
    const auto names = figures.empty() ? all_figures(rules, rules_->cache, *from,
                                                     state.request.given, state.request.days)
                                       : figures;
    state.request.wanted = resolve_figures(rules, *from, names, state.faults);
    if (!state.faults.empty()) { return prepared; }
    for (std::size_t i = 0; i < names.size(); ++i) {
        state.outputs.push_back(output_shape(rules, names[i], state.request.wanted[i]));
    }
    const Program& program = rules_->cache.program(state.request);
    state.faults = uncovered_faults(rules, program, state.request.days);
    for (Fault& fault : needed_faults(rules, program)) { state.faults.push_back(std::move(fault)); }
    return prepared;
}

std::int64_t ColumnCalculator::code(const std::string& text) {
    return rules_->run_codes.number(text);
}

const std::string& ColumnCalculator::code_text(std::int64_t number) const {
    return rules_->run_codes.text(number);
}

Result<ColumnCalculator::Cell, Fault> ColumnCalculator::cell_of(const ColumnShape& shape,
                                                                const Value& value) {
    const auto raw = bind_value(*rules_->ruleset, rules_->run_codes, shape.definition, value);
    if (!raw) { return raw.error(); }
    return Cell{raw->value, raw->denominator};
}

Value ColumnCalculator::value_of(const ColumnShape& shape, Cell cell) const {
    return value_from(*rules_->ruleset, rules_->run_codes, shape.type,
                      {cell.value, cell.denominator});
}

}  // namespace mutua::ruleset
