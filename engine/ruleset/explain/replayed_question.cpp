#include "engine/ruleset/explain/replayed_question.hpp"

#include "engine/core/contract.hpp"
#include "engine/core/nearest.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

namespace mutua::ruleset {

namespace {

Diagnostic explain_finding(std::string code, std::string message, std::string help) {
    Diagnostic made;
    made.code = std::move(code);
    made.message = std::move(message);
    made.help = std::move(help);
    return made;
}

Diagnostics diagnostics_of(const std::vector<Fault>& faults) {
    Diagnostics findings;
    for (const Fault& fault : faults) {
        findings.push_back(explain_finding(fault.code, fault.message, fault.help));
    }
    return findings;
}

/// What a figure of that name cannot be asked, if anything.
std::optional<Diagnostic> refusal(const CheckedRuleset& rules, PackageId package,
                                  std::string_view figure, const NameSearch& search) {
    if (!search.found) {
        return explain_finding(
            "R101",
            "`" + rules.packages[package].name + "` knows no figure `" + std::string{figure} + "`",
            did_you_mean(figure, visible_names(rules, package, Reach::reachable)));
    }
    const Definition& definition = rules.definitions[search.found->definition];
    if (definition.scale() == nullptr && definition.table() == nullptr) { return std::nullopt; }
    const std::string kind = definition.scale() != nullptr ? "scale" : "table";
    return explain_finding(
        "R203",
        "`" + definition.name + "` is a " + kind + ": it has a value only where a figure uses it",
        "explain a rule that reads `" + definition.name + "`");
}

bool only_ensures(const Outcome& outcome) {
    return std::all_of(outcome.faults.begin(), outcome.faults.end(),
                       [](const Fault& one) { return one.code == "E401"; });
}

std::size_t rows_of(const Case& row, const Definition& definition) {
    if (definition.scope == Scope::contract) {
        return std::max<std::size_t>(1, row.contracts.size());
    }
    if (definition.scope == Scope::client) { return std::max<std::size_t>(1, row.clients.size()); }
    return 1;
}

}  // namespace

std::optional<Diagnostics> ReplayedQuestion::disagreement(DefinitionId definition,
                                                          std::size_t row) {
    const CheckedRuleset& rules = replay.rules();
    const Definition& asked = rules.definitions[definition];
    const std::string name = full_name(rules, definition);
    const Outcome outcome = calculator.evaluate(rules.packages[package].name, {name}, asked_row);
    if (!outcome.ok()) {
        const bool known = despite_ensure && only_ensures(outcome);
        if (known && replay.figure(definition, row) != nullptr) { return std::nullopt; }
        return diagnostics_of(outcome.faults);
    }
    if (asked.param() != nullptr) { return std::nullopt; }
    const Figure& computed = outcome.at(name, row);
    const ExactFigure* walked = replay.figure(definition, row);
    const auto machine = exact_constant(rules, computed.value, asked.type);
    if (walked != nullptr && machine == walked->value &&
        computed.applicable == walked->applicable) {
        return std::nullopt;
    }
    return Diagnostics{diagnostic_at(
        rules.files, asked.name_span, Severity::error, "R906",
        "the two evaluators disagree on `" + asked.name +
            "`: " + shown(computed.value, asked.type) + " and " +
            (walked == nullptr ? "a rejected row" : shown(rules, walked->value, asked.type)),
        "this is a mistake of the program, not of the rules: report it")};
}

Result<std::unique_ptr<ReplayedQuestion>> replay_question(Calculator& calculator,
                                                          std::string_view package,
                                                          std::string_view figure, const Case& row,
                                                          std::size_t row_of_figure,
                                                          bool despite_ensure) {
    const CheckedRuleset& rules = *calculator.ruleset();
    const auto from = find_package(rules, package);
    require(from.has_value(), "explanations are asked of a package that exists");
    const NameSearch search = find_definition(rules, *from, figure, Reach::reachable);
    if (auto refused = refusal(rules, *from, figure, search)) {
        return Diagnostics{std::move(*refused)};
    }
    const Definition& definition = rules.definitions[search.found->definition];
    require(row_of_figure < rows_of(row, definition), "the row is one of the case");
    // The machine reads the case first: it says what is wrong with it, in words.
    const std::string name =
        definition.param() != nullptr && definition.type.kind == ValueKind::record
            ? full_name(rules, search.found->definition) + "." + definition.type.fields[0].name
            : full_name(rules, search.found->definition);
    const Outcome outcome = calculator.evaluate(package, {name}, row);
    if (!outcome.ok() && !(despite_ensure && only_ensures(outcome))) {
        return diagnostics_of(outcome.faults);
    }
    auto exact = exact_case(rules, *from, row);
    require(exact.has_value(), "the walk reads every case that the machine reads");
    auto made = std::make_unique<ReplayedQuestion>(calculator, row, *from, *search.found,
                                                   std::move(*exact));
    made->despite_ensure = despite_ensure;
    return made;
}

}  // namespace mutua::ruleset
