#include "engine/ruleset/proof/exact_tester.hpp"

#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

using Kind = syntax::TestStep::Kind;

std::optional<Expectation> expectation_of(const CheckedRuleset& rules, PackageId package,
                                          const PreparedCase& one, const syntax::TestStep& step) {
    const auto search = find_definition(rules, package, step.name.text, Reach::reachable);
    if (!search.found) { return std::nullopt; }
    Expectation made{&step, *search.found, std::nullopt, std::nullopt};
    const Definition& definition = rules.definitions[search.found->definition];
    if (step.row_name) {
        const auto scope = parse_scope(step.row_scope->text);
        if (scope && definition.scope == scope) {
            made.row = one.rows.find(*scope, step.row_name->text);
        }
    }
    if (step.kind == Kind::expect_not_applicable) { return made; }
    const Type& type = type_of(rules, *search.found);
    const WrittenValue written = value_of(rules, *step.value, type);
    if (!written.value) { return std::nullopt; }
    made.value = exact_constant(rules, *written.value, type);
    if (!made.value) { return std::nullopt; }
    return made;
}

std::optional<PreparedCase> prepare_case(const CheckedRuleset& rules, PackageId package,
                                         const syntax::TestCase& written) {
    PreparedCase made;
    made.written = &written;
    made.rows = rows_of(written);
    made.row = case_of(rules, package, written);
    auto exact = exact_case(rules, package, made.row);
    if (!exact) { return std::nullopt; }
    made.exact = std::move(*exact);
    for (const syntax::TestStep& step : written.steps) {
        if (step.kind == Kind::given || step.kind == Kind::given_prior) { continue; }
        if (step.kind == Kind::expect_fault) {
            made.faults.push_back(&step);
            continue;
        }
        auto expected = expectation_of(rules, package, made, step);
        if (!expected) { return std::nullopt; }
        made.expected.push_back(std::move(*expected));
    }
    return made;
}

}  // namespace

std::vector<DefinitionId> PreparedTest::all_carries() const {
    std::vector<DefinitionId> all = carries;
    all.insert(all.end(), other_carries.begin(), other_carries.end());
    return all;
}

std::vector<DefinitionId> computed_by(const CheckedRuleset& rules, PackageId package) {
    std::vector<DefinitionId> found;
    const auto add_declared_in = [&](PackageId declaring) {
        for (const auto& [name, id] : rules.packages[declaring].names) {
            const Definition& one = rules.definitions[id];
            if (one.rule() != nullptr || one.carry() != nullptr) { found.push_back(id); }
        }
    };
    add_declared_in(package);
    for (DefinitionId id = 0; id < rules.definitions.size(); ++id) {
        const RuleDefinition* rule = rules.definitions[id].rule();
        if (rule == nullptr || rules.definitions[id].package == package) { continue; }
        const bool amends =
            std::any_of(rule->amendments.begin(), rule->amendments.end(),
                        [&](const Amendment& one) { return one.package == package; });
        if (amends) { found.push_back(id); }
    }
    if (found.empty()) {
        for (const PackageId used : rules.packages[package].uses) { add_declared_in(used); }
    }
    return found;
}

std::vector<DefinitionId> carries_read(const CheckedRuleset& rules,
                                       std::vector<DefinitionId> figures) {
    std::set<DefinitionId> known{figures.begin(), figures.end()};
    std::vector<DefinitionId> carries;
    for (std::size_t next = 0; next < figures.size(); ++next) {
        walk_all(rules, rules.definitions[figures[next]], [&](const TypedExpression& one) {
            const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::applies ||
                               one.kind == TypedKind::prior;
            if (!reads) { return; }
            const bool is_prior = one.kind == TypedKind::prior;
            if (is_prior &&
                std::find(carries.begin(), carries.end(), one.definition) == carries.end()) {
                carries.push_back(one.definition);
            }
            if (known.insert(one.definition).second) { figures.push_back(one.definition); }
        });
    }
    return carries;
}

std::optional<PreparedTest> prepare_test(const CheckedRuleset& rules, PackageId package,
                                         const syntax::Test& test) {
    PreparedTest made;
    made.package = package;
    made.written = &test;
    std::vector<DefinitionId> figures;
    bool has_faults = false;
    for (const syntax::TestCase& written : test.cases) {
        auto one = prepare_case(rules, package, written);
        if (!one) { return std::nullopt; }
        for (const Expectation& expected : one->expected) {
            figures.push_back(expected.named.definition);
        }
        has_faults = has_faults || !one->faults.empty();
        made.cases.push_back(std::move(*one));
    }
    if (made.cases.size() < 2) { return made; }
    made.carries = carries_read(rules, std::move(figures));
    if (!has_faults) { return made; }
    for (const DefinitionId carry : carries_read(rules, computed_by(rules, package))) {
        const auto known = std::find(made.carries.begin(), made.carries.end(), carry);
        if (known == made.carries.end()) { made.other_carries.push_back(carry); }
    }
    return made;
}

bool ExactTester::passes(const PreparedTest& test) {
    begin();
    for (const PreparedCase& one : test.cases) {
        for (const syntax::TestStep* step : one.faults) {
            if (!finds_fault(test, one, step->fault)) { return false; }
        }
        const bool last = &one == &test.cases.back();
        if (one.expected.empty() && last) { continue; }
        run(test, one);
        if (one.expected.empty()) { continue; }
        if (!walk_.faults().empty()) { return false; }
        const bool equal = std::all_of(one.expected.begin(), one.expected.end(),
                                       [this](const Expectation& each) { return holds(each); });
        if (!equal) { return false; }
    }
    return true;
}

bool ExactTester::holds(const Expectation& expectation) {
    const auto [definition, field] = expectation.named;
    const auto scope = walk_.rules().definitions[definition].scope;
    if (!scope) { return walk_.param(definition, field) == expectation.value; }
    for (std::size_t row = 0; row < walk_.rows(*scope); ++row) {
        if (expectation.row && *expectation.row != row) { continue; }
        const ExactFigure* figure = walk_.figure(definition, row);
        if (figure == nullptr) { return false; }
        const bool equal =
            expectation.value ? figure->value == *expectation.value : !figure->applicable;
        if (!equal) { return false; }
    }
    return true;
}

ExactCase ExactTester::continued(const PreparedTest& test, const PreparedCase& one) {
    ExactCase made = one.exact;
    const CheckedRuleset& rules = walk_.rules();
    for (const DefinitionId carry : test.all_carries()) {
        const Scope scope = *rules.definitions[carry].scope;
        const std::size_t rows = scope == Scope::contract ? made.contracts
                                 : scope == Scope::client ? made.clients
                                                          : 1;
        for (std::size_t row = 0; row < rows; ++row) {
            const bool given = std::any_of(
                one.exact.prior.begin(), one.exact.prior.end(), [&](const ExactGiven& each) {
                    return each.definition == carry && (!each.row || *each.row == row);
                });
            if (given) { continue; }
            bool was_reset = false;
            const Constant* value = chains_.find(rules, carry, one.rows.name_of(scope, row),
                                                 made.clocks.work_end, &was_reset);
            if (was_reset) { ++resets_[carry]; }
            if (value != nullptr) { made.prior.push_back({carry, row, *value}); }
        }
    }
    return made;
}

void ExactTester::run(const PreparedTest& test, const PreparedCase& one) {
    const ExactCase row = continued(test, one);
    const bool last = &one == &test.cases.back();
    for (const DefinitionId carry : test.other_carries) {
        if (last) { break; }
        walk_.begin(row);
        keep(one, carry);
    }
    walk_.begin(row);
    for (const Expectation& expected : one.expected) {
        const auto scope = walk_.rules().definitions[expected.named.definition].scope;
        if (!scope) { continue; }
        for (std::size_t i = 0; i < walk_.rows(*scope); ++i) {
            static_cast<void>(walk_.figure(expected.named.definition, i));
        }
    }
    for (const DefinitionId carry : test.carries) {
        if (!last) { keep(one, carry); }
    }
    walk_.finish();
}

/// A carry goes on only when every row of the case has it, as on the machine.
void ExactTester::keep(const PreparedCase& one, DefinitionId carry) {
    const Scope scope = *walk_.rules().definitions[carry].scope;
    std::vector<Constant> values;
    for (std::size_t row = 0; row < walk_.rows(scope); ++row) {
        if (const ExactFigure* figure = walk_.figure(carry, row)) {
            values.push_back(figure->value);
        }
    }
    if (values.size() != walk_.rows(scope)) { return; }
    for (std::size_t row = 0; row < values.size(); ++row) {
        chains_.keep(carry, one.rows.name_of(scope, row), values[row], one.row.clocks.work_end);
    }
}

bool ExactTester::finds_fault(const PreparedTest& test, const PreparedCase& one,
                              const std::string& code) {
    ExactWatcher* const watcher = walk_.watch(nullptr);
    const std::vector<DefinitionId> figures = computed_by(walk_.rules(), test.package);
    bool found = has_fault(test, one, figures, code);
    // What follows from the fault of another rule may have a cause of its own in its own question.
    if (!found && walk_.left_out(code)) {
        found = std::any_of(figures.begin(), figures.end(),
                            [&](DefinitionId id) { return has_fault(test, one, {id}, code); });
    }
    if (found && watcher != nullptr) { show_fault(test, one, code, *watcher); }
    walk_.watch(watcher);
    return found;
}

/// Lets a watcher see what leads to a fault: a test that expects it says nothing of other rules.
void ExactTester::show_fault(const PreparedTest& test, const PreparedCase& one,
                             const std::string& code, ExactWatcher& watcher) {
    // A given value that no row can hold is refused before any rule is looked at.
    if (has_fault(test, one, {}, code)) { return; }
    for (const DefinitionId id : computed_by(walk_.rules(), test.package)) {
        if (!has_fault(test, one, {id}, code)) { continue; }
        walk_.watch(&watcher);
        static_cast<void>(has_fault(test, one, {id}, code));
        walk_.watch(nullptr);
    }
}

bool ExactTester::has_fault(const PreparedTest& test, const PreparedCase& one,
                            const std::vector<DefinitionId>& figures, const std::string& code) {
    walk_.begin(continued(test, one));
    for (const DefinitionId id : figures) {
        for (std::size_t row = 0; row < walk_.rows(*walk_.rules().definitions[id].scope); ++row) {
            static_cast<void>(walk_.figure(id, row));
        }
    }
    walk_.finish();
    return std::any_of(walk_.faults().begin(), walk_.faults().end(),
                       [&](const ExactFault& fault) { return fault.code == code; });
}

}  // namespace mutua::ruleset
