#include "engine/ruleset/ruleset.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/causes.hpp"
#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/syntax/parser.hpp"

#include <algorithm>
#include <tuple>

namespace mutua::ruleset {

namespace {

/// Tests move into the packages last: until then the tree is read.
void keep_tests(CheckContext& context) {
    for (FileUnderCheck& file : context.files) {
        if (!file.package) { continue; }
        context.rules.packages[*file.package].tests = std::move(file.syntax.tests);
    }
}

void run_checks(CheckContext& context, TestBlocks tests) {
    declare_packages(context);
    declare_names(context);
    check_layouts(context);
    check_params(context);
    check_scales(context);
    check_tables(context);
    check_inputs(context);
    check_layers(context);
    check_rules(context);
    check_carries(context);
    check_amendments(context);
    check_coverage(context);
    if (check_circles(context)) {
        check_waves(context);
        check_ranges(context);
    }
    if (!context.findings.has_errors()) {
        note_readings(context.rules);
        if (tests == TestBlocks::read) { check_uses(context); }
        check_sources(context);
    }
    keep_tests(context);
}

PackageId package_named(const Ruleset& ruleset, std::string_view package) {
    const auto found = find_package(*ruleset, package);
    require(found.has_value(), "the package exists");
    return *found;
}

/// Value of `languages` for `language`, else English, else `name`.
std::string label_in(const std::vector<std::pair<std::string, std::string>>& labels,
                     std::string_view language, const std::string& name) {
    for (const std::string_view wanted : {language, std::string_view{"en"}}) {
        for (const auto& [one, text] : labels) {
            if (one == wanted) { return text; }
        }
    }
    return name;
}

PrintedRule printed_rule(const CheckedRuleset& rules, const Definition& definition) {
    const Printed& printed = *definition.rule()->printed;
    PrintedRule made;
    made.figure = definition.name;
    made.package = rules.packages[definition.package].name;
    made.section = printed.section;
    made.order = printed.order;
    made.role = printed.role;
    made.scope = to_string(*definition.scope);
    made.labels = definition.labels;
    return made;
}

}  // namespace

CheckReport check(std::vector<SourceFile> files, Date today, TestBlocks tests) {
    auto rules = std::make_shared<CheckedRuleset>();
    std::sort(files.begin(), files.end(), [](const SourceFile& left, const SourceFile& right) {
        return left.path < right.path;
    });
    rules->files = std::move(files);
    rules->hash = ruleset_hash(rules->files);
    CheckFindings findings{rules->files};
    CheckContext context{*rules, findings, today, {}, {}};
    for (std::size_t i = 0; i < rules->files.size(); ++i) {
        if (rules->files[i].path.ends_with(".csv")) {
            // Read when the table that names it is checked.
            context.files.emplace_back();
            continue;
        }
        ParsedFile parsed = parse(rules->files, i, tests);
        const bool readable = !has_error(parsed.findings);
        findings.add(std::move(parsed.findings));
        context.files.push_back({std::move(parsed.file), readable, std::nullopt});
    }
    run_checks(context, tests);
    const bool failed = findings.has_errors();
    return {failed ? nullptr : Ruleset{rules}, findings.take()};
}

std::string identity(const Ruleset& ruleset) { return "sha256:" + to_hex(ruleset->hash); }

const std::vector<SourceFile>& source_files(const Ruleset& ruleset) { return ruleset->files; }

std::string PrintedRule::label(std::string_view language) const {
    return label_in(labels, language, figure);
}

std::vector<PrintedRule> layout(const Ruleset& ruleset, std::string_view package,
                                std::string_view document) {
    const PackageId from = package_named(ruleset, package);
    const std::vector<PackageId>& uses = ruleset->packages[from].uses;
    std::vector<PrintedRule> lines;
    for (const Definition& definition : ruleset->definitions) {
        const bool visible = definition.package == from ||
                             std::find(uses.begin(), uses.end(), definition.package) != uses.end();
        const RuleDefinition* rule = definition.rule();
        if (!visible || rule == nullptr || !rule->printed) { continue; }
        if (rule->printed->document != document) { continue; }
        lines.push_back(printed_rule(*ruleset, definition));
    }
    std::sort(lines.begin(), lines.end(), [](const PrintedRule& left, const PrintedRule& right) {
        return std::tie(left.order, left.figure, left.package) <
               std::tie(right.order, right.figure, right.package);
    });
    return lines;
}

std::string label(const Ruleset& ruleset, std::string_view package, std::string_view name,
                  std::string_view language) {
    const auto search =
        find_definition(*ruleset, package_named(ruleset, package), name, Reach::reachable);
    if (!search.found) { return std::string{name}; }
    const Definition& definition = ruleset->definitions[search.found->definition];
    return label_in(definition.labels, language, definition.name);
}

bool has_package(const Ruleset& ruleset, std::string_view package) {
    return find_package(*ruleset, package).has_value();
}

bool has_name(const Ruleset& ruleset, std::string_view package, std::string_view name) {
    const auto from = find_package(*ruleset, package);
    return from && find_definition(*ruleset, *from, name, Reach::reachable).found.has_value();
}

std::vector<std::string> enum_items(const Ruleset& ruleset, std::string_view package,
                                    std::string_view name) {
    const auto from = find_package(*ruleset, package);
    if (!from) { return {}; }
    const auto found = find_definition(*ruleset, *from, name, Reach::reachable).found;
    if (!found) { return {}; }
    const Definition& definition = ruleset->definitions[found->definition];
    const Type& type = found->field ? definition.type.fields[*found->field].type : definition.type;
    if (type.kind != ValueKind::enumeration) { return {}; }
    return ruleset->enums[type.enumeration].items;
}

}  // namespace mutua::ruleset
