#include "engine/ruleset/oracle/exact_rules.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/causes.hpp"

#include <algorithm>
#include <map>

namespace mutua::ruleset {

namespace {

/// Leaves the walk of one figure; caught where the figure was asked for and kept with it, so that
/// all that reads it is rejected too. It never leaves ExactRules.
struct Rejected {
    ExactFault fault;
};

bool is_outside(const Constant& value, const std::optional<Decimal>& low,
                const std::optional<Decimal>& high) {
    const auto* number = std::get_if<Decimal>(&value);
    return number != nullptr && ((low && *number < *low) || (high && *high < *number));
}

}  // namespace

ExactRules::ExactRules(const CheckedRuleset& rules, ExactWatcher* watcher)
    : rules_{rules},
      watcher_{watcher},
      cells_(rules.definitions.size()),
      given_(rules.definitions.size()) {}

void ExactRules::begin(ExactCase row) {
    for (const DefinitionId id : touched_) { cells_[id].clear(); }
    for (const DefinitionId id : given_ids_) { given_[id].clear(); }
    touched_.clear();
    given_ids_.clear();
    tests_.clear();
    faults_.clear();
    left_out_.clear();
    case_ = std::move(row);
    const auto take = [this](const ExactGiven& one) {
        auto& rows_given = given_[one.definition];
        if (rows_given.empty()) {
            given_ids_.push_back(one.definition);
            rows_given.resize(rows(*rules_.definitions[one.definition].scope), nullptr);
        }
        for (std::size_t i = 0; i < rows_given.size(); ++i) {
            if (!one.row || *one.row == i) { rows_given[i] = &one.value; }
        }
    };
    // What a row says of itself wins over what is said for all.
    for (const auto* all : {&case_.given, &case_.prior}) {
        for (const ExactGiven& one : *all) {
            if (!one.row) { take(one); }
        }
        for (const ExactGiven& one : *all) {
            if (one.row) { take(one); }
        }
    }
    check_given();
}

void ExactRules::check_given() {
    for (const auto* all : {&case_.given, &case_.prior}) {
        for (const ExactGiven& one : *all) {
            const Definition& definition = rules_.definitions[one.definition];
            if (const InputDefinition* input = definition.input()) {
                if (!is_outside(one.value, input->low, input->high)) { continue; }
                note({"E101", one.definition, one.row});
            } else if (const CarryDefinition* carry = definition.carry()) {
                if (!is_outside(one.value, carry->low, carry->high)) { continue; }
                note({"E104", one.definition, one.row});
            }
        }
    }
}

void ExactRules::note(const ExactFault& fault) {
    if (std::find(faults_.begin(), faults_.end(), fault) == faults_.end()) {
        faults_.push_back(fault);
    }
}

void ExactRules::fail(const char* code, const ExactPlace& place) {
    throw Rejected{{code, place.owner, place.row}};
}

std::size_t ExactRules::rows(Scope scope) const {
    if (scope == Scope::contract) { return case_.contracts; }
    return scope == Scope::client ? case_.clients : 1;
}

std::size_t ExactRules::row_of(const ExactPlace& place, Scope owner) const {
    if (place.scope == owner) { return place.row; }
    require(belongs_to(place.scope, owner), "a row reads what it belongs to");
    if (owner != Scope::client || case_.client_of.empty()) { return 0; }
    return case_.client_of.at(place.row);
}

std::vector<std::size_t> ExactRules::rows_below(const ExactPlace& place, Scope below) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < rows(below); ++i) {
        const bool own = place.scope != Scope::client ||
                         (case_.client_of.empty() ? 0 : case_.client_of.at(i)) == place.row;
        if (own) { found.push_back(i); }
    }
    return found;
}

const ExactFigure* ExactRules::figure(DefinitionId definition, std::size_t row) {
    try {
        return &known(definition, row);
    } catch (const Rejected& rejected) {
        note(rejected.fault);
        return nullptr;
    }
}

std::optional<Constant> ExactRules::param(DefinitionId definition,
                                          std::optional<std::size_t> field) {
    TypedExpression read_param;
    read_param.kind = TypedKind::read;
    read_param.definition = definition;
    read_param.field = field;
    return value_at(read_param, {Scope::payslip, 0, definition, nullptr});
}

std::optional<Constant> ExactRules::value_at(const TypedExpression& expression,
                                             const ExactPlace& place) {
    try {
        return value(expression, place);
    } catch (const Rejected& rejected) {
        note(rejected.fault);
        return std::nullopt;
    }
}

void ExactRules::finish() {
    // A test may compute more figures, which have tests of their own.
    for (std::size_t next = 0; next < tests_.size(); ++next) {
        const auto [id, row] = tests_[next];
        const Definition& definition = rules_.definitions[id];
        const ExactPlace place{*definition.scope, row, id, nullptr};
        const auto& ensures = definition.rule()->ensures;
        for (std::size_t i = 0; i < ensures.size(); ++i) {
            if (watcher_ != nullptr) { watcher_->ensured(id, i); }
            const auto holds_here = value_at(ensures[i].condition, place);
            if (holds_here && !std::get<bool>(*holds_here)) { note({"E401", id, row}); }
        }
    }
    tests_.clear();
    keep_causes();
}

void ExactRules::keep_causes() {
    if (faults_.size() < 2) { return; }
    std::vector<ExactFault> first = causes_of(
        rules_, faults_,
        [](const ExactFault& one) {
            return FaultOwner{one.definition, one.code == "E401"};
        },
        [this](const ExactFault& one, const ExactFault& cause) {
            return belong_together(one, cause);
        },
        [this](const ExactFault& one, const ExactFault& cause) {
            return have_row_in_common(one, cause);
        });
    for (const ExactFault& one : faults_) {
        if (std::find(first.begin(), first.end(), one) == first.end()) { left_out_.push_back(one); }
    }
    faults_ = std::move(first);
}

/// True when the row of one fault belongs to that of the other; what names no row is of all.
bool ExactRules::belong_together(const ExactFault& left, const ExactFault& right) const {
    if (!left.row || !right.row) { return true; }
    const Scope own = *rules_.definitions[left.definition].scope;
    const Scope other = *rules_.definitions[right.definition].scope;
    const auto is_above = [this](Scope below, std::size_t row, Scope above, std::size_t owner) {
        return belongs_to(below, above) && row_of({below, row, 0, nullptr}, above) == owner;
    };
    return is_above(own, *left.row, other, *right.row) ||
           is_above(other, *right.row, own, *left.row);
}

/// A case has one payslip: all its contracts have that in common.
bool ExactRules::have_row_in_common(const ExactFault& left, const ExactFault& right) const {
    const Scope own = *rules_.definitions[left.definition].scope;
    return own == rules_.definitions[right.definition].scope && own != Scope::client;
}

bool ExactRules::left_out(const std::string& code) const {
    return std::any_of(left_out_.begin(), left_out_.end(),
                       [&](const ExactFault& one) { return one.code == code; });
}

const ExactFigure& ExactRules::known(DefinitionId definition, std::size_t row) {
    auto& cells = cells_[definition];
    if (cells.empty()) {
        touched_.push_back(definition);
        cells.resize(rows(*rules_.definitions[definition].scope));
    }
    Cell& cell = cells.at(row);
    if (cell.state == Cell::State::faulty) { throw Rejected{cell.fault}; }
    if (cell.state == Cell::State::known) { return cell.figure; }
    const auto& rows_given = given_[definition];
    const bool carry = rules_.definitions[definition].carry() != nullptr;
    if (!carry && !rows_given.empty() && rows_given[row] != nullptr) {
        cell.figure = {*rows_given[row], true, true};
    } else {
        if (watcher_ != nullptr) { watcher_->enter(definition, row); }
        try {
            cell.figure = computed(definition, row);
        } catch (const Rejected& rejected) {
            cell.state = Cell::State::faulty;
            cell.fault = rejected.fault;
            if (watcher_ != nullptr) { watcher_->leave(); }
            throw;
        }
        if (watcher_ != nullptr) { watcher_->leave(); }
    }
    cell.state = Cell::State::known;
    return cell.figure;
}

ExactFigure ExactRules::computed(DefinitionId id, std::size_t row) {
    const Definition& definition = rules_.definitions[id];
    const ExactPlace place{*definition.scope, row, id, nullptr};
    if (definition.input() != nullptr) { return input_value(id, place); }
    if (definition.carry() != nullptr) { return {carry_value(id, place), true, false}; }
    RuleValue made = rule_value(id, place);
    if (made.applicable && !definition.rule()->ensures.empty()) { tests_.emplace_back(id, row); }
    return {std::move(made.value), made.applicable, false};
}

ExactFigure ExactRules::input_value(DefinitionId id, const ExactPlace& place) {
    const InputDefinition& input = *rules_.definitions[id].input();
    if (!input.default_value) { fail("E102", place); }
    Constant found = formula(*input.default_value, place);
    if (is_outside(found, input.low, input.high)) { fail("E101", place); }
    return {std::move(found), true, false};
}

Constant ExactRules::carry_value(DefinitionId id, const ExactPlace& place) {
    const CarryDefinition& carry = *rules_.definitions[id].carry();
    const auto supposed = std::find_if(
        case_.carried.begin(), case_.carried.end(),
        [&](const ExactGiven& one) { return one.definition == id && one.row == place.row; });
    Constant found =
        supposed == case_.carried.end() ? formula(carry.formula, place) : supposed->value;
    if (is_outside(found, carry.low, carry.high)) { fail("E104", place); }
    return found;
}

Constant ExactRules::prior(DefinitionId id, std::size_t row) {
    const Definition& definition = rules_.definitions[id];
    const auto& rows_given = given_[id];
    if (!rows_given.empty() && rows_given.at(row) != nullptr) { return *rows_given[row]; }
    return definition.carry()->starts_at.value_or(nothing_of(definition.type));
}

void ExactRules::require_covered(PackageId package, Clock clock, const ExactPlace& place) const {
    if (!rules_.packages[package].covers.holds(day_on(case_.clocks, clock))) {
        fail("E201", place);
    }
}

ExactRules::RuleValue ExactRules::rule_value(DefinitionId id, const ExactPlace& place) {
    const Definition& definition = rules_.definitions[id];
    const RuleDefinition& rule = *definition.rule();
    RuleValue made;
    if (rule.mean_of_days) {
        made = mean_of_days(id, place);
    } else {
        require_covered(definition.package, definition.clock, place);
        const auto version = version_on(rule.versions, day_on(case_.clocks, definition.clock));
        if (!version) { fail("E201", place); }
        made.applicable = applies(id, *version, place);
        made.value = made.applicable ? formula(live_formula(id, *version, place), place)
                                     : nothing_of(definition.type);
    }
    if (made.applicable && !rule.amendments.empty()) {
        made.value = amended(id, std::move(made.value), place);
    }
    return made;
}

bool ExactRules::applies(DefinitionId id, std::size_t version, const ExactPlace& place) {
    const RuleVersion& chosen = rules_.definitions[id].rule()->versions[version];
    if (watcher_ != nullptr) { watcher_->version(id, version); }
    if (!chosen.applies_when) { return true; }
    const bool found = holds(*chosen.applies_when, place);
    if (watcher_ != nullptr) { watcher_->applied(id, version, found); }
    return found;
}

const Formula& ExactRules::live_formula(DefinitionId id, std::size_t version,
                                        const ExactPlace& place) {
    const RuleVersion& chosen = rules_.definitions[id].rule()->versions[version];
    const std::vector<std::size_t> top = top_exceptions(chosen.exceptions, place);
    if (top.size() > 1) { fail("E301", place); }
    std::optional<std::size_t> taken;
    if (!top.empty()) { taken = top.front(); }
    if (watcher_ != nullptr) { watcher_->taken(id, version, taken); }
    return taken ? chosen.exceptions[*taken].formula : chosen.formula;
}

/// The exceptions that hold and that no other one that holds is declared over.
std::vector<std::size_t> ExactRules::top_exceptions(const std::vector<CheckedException>& exceptions,
                                                    const ExactPlace& place) {
    std::vector<std::size_t> live;
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
        if (holds(exceptions[i].when, place)) { live.push_back(i); }
    }
    std::vector<std::size_t> top;
    for (const std::size_t one : live) {
        const bool beaten = std::any_of(live.begin(), live.end(), [&](std::size_t other) {
            const auto& over = exceptions[other].over;
            return std::find(over.begin(), over.end(), one) != over.end();
        });
        if (!beaten) { top.push_back(one); }
    }
    return top;
}

/// Day after day of the worked period; days of one version have one value.
ExactRules::RuleValue ExactRules::mean_of_days(DefinitionId id, const ExactPlace& place) {
    const Definition& definition = rules_.definitions[id];
    const RuleDefinition& rule = *definition.rule();
    require_covered(definition.package, Clock::work_start, place);
    require_covered(definition.package, Clock::work_end, place);
    std::map<std::size_t, Decimal> values;
    Decimal sum = 0;
    int days = 0;
    RuleValue made{nothing_of(definition.type), false};
    for (Date day = case_.clocks.work_start; day <= case_.clocks.work_end; day = add_days(day, 1)) {
        const auto version = version_on(rule.versions, day);
        if (!version) { fail("E201", place); }
        auto known_value = values.find(*version);
        if (known_value == values.end()) {
            Decimal found = 0;
            if (applies(id, *version, place)) {
                made.applicable = true;
                found = number(live_formula(id, *version, place).value, place);
            }
            known_value = values.emplace(*version, std::move(found)).first;
        }
        sum += known_value->second;
        ++days;
    }
    if (days == 0) { fail("E201", place); }
    if (made.applicable) {
        const CheckedRounding& how = *rule.mean_of_days;
        made.value = rounded(sum / days, how.step, how.mode, how.span);
    }
    return made;
}

Constant ExactRules::amended(DefinitionId id, Constant value, const ExactPlace& place) {
    const auto& amendments = rules_.definitions[id].rule()->amendments;
    for (const Layer layer :
         {Layer::law, Layer::committee, Layer::cooperative, Layer::client, Layer::contract}) {
        const bool speaks = std::any_of(amendments.begin(), amendments.end(),
                                        [&](const Amendment& one) { return one.layer == layer; });
        if (speaks) { value = amended_by(id, layer, std::move(value), place); }
    }
    return value;
}

Constant ExactRules::amended_by(DefinitionId id, Layer layer, Constant below,
                                const ExactPlace& place) {
    ExactPlace here = place;
    here.inherited = &below;
    if (watcher_ != nullptr) { watcher_->layer(id, layer, below); }
    const std::vector<const CheckedException*> live = live_amendments(id, layer, here);
    if (live.size() > 1) { fail("E301", place); }
    if (live.empty()) { return below; }
    if (watcher_ != nullptr) { watcher_->amended(id, *live.front()); }
    Constant found = formula(live.front()->formula, here);
    const auto& open = rules_.definitions[id].rule()->open;
    const auto* number_found = std::get_if<Decimal>(&found);
    if (open && number_found != nullptr) {
        const Decimal& number_below = std::get<Decimal>(below);
        const bool broken = open->bound == OpenTo::Bound::at_least  ? *number_found < number_below
                            : open->bound == OpenTo::Bound::at_most ? *number_found > number_below
                                                                    : false;
        if (broken) { fail("E302", place); }
    }
    return found;
}

std::vector<const CheckedException*> ExactRules::live_amendments(DefinitionId id, Layer layer,
                                                                 const ExactPlace& place) {
    std::vector<const CheckedException*> live;
    for (const Amendment& one : rules_.definitions[id].rule()->amendments) {
        if (one.layer != layer) { continue; }
        const Package& package = rules_.packages[one.package];
        const auto version = version_on(one.versions, day_on(case_.clocks, package.clock));
        if (!version || (package.layer_when && !holds(*package.layer_when, place))) { continue; }
        const auto& exceptions = one.versions[*version].exceptions;
        for (const std::size_t top : top_exceptions(exceptions, place)) {
            live.push_back(&exceptions[top]);
        }
    }
    return live;
}

Constant ExactRules::formula(const Formula& formula, const ExactPlace& place) {
    Constant found = value(formula.value, place);
    if (!formula.rounding) { return found; }
    const CheckedRounding& how = *formula.rounding;
    return rounded(std::get<Decimal>(found), how.step, how.mode,
                   how.of_package ? formula.span : how.span);
}

Constant nothing_of(const Type& type) {
    switch (type.kind) {
        case ValueKind::boolean:
            return false;
        case ValueKind::code:
            return CodeText{};
        case ValueKind::enumeration:
            return EnumItem{};
        default:
            return Decimal{0};
    }
}

}  // namespace mutua::ruleset
