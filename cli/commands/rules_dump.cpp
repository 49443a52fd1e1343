#include "cli/commands/rules_dump.hpp"

#include "cli/commands/rules_eval.hpp"
#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/dump.hpp"
#include "engine/ruleset/explain/reach.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace mutua::cli {

namespace {

using ruleset::CheckedRuleset;
using ruleset::DefinitionId;
using ruleset::PackageId;
using ruleset::Reach;

std::vector<PackageId> packages_of(const CheckedRuleset& rules, const std::string& named) {
    if (!named.empty()) { return {*ruleset::find_package(rules, named)}; }
    std::vector<PackageId> all;
    for (std::size_t i = 0; i < rules.packages.size(); ++i) {
        all.push_back(static_cast<PackageId>(i));
    }
    return all;
}

/// What a name means: as seen from the packages, or with its package.
std::vector<DefinitionId> meant_by(const CheckedRuleset& rules,
                                   const std::vector<PackageId>& packages,
                                   const std::string& name) {
    std::vector<DefinitionId> found;
    for (std::size_t i = 0; i < rules.definitions.size(); ++i) {
        if (full_name(rules, static_cast<DefinitionId>(i)) == name) {
            return {static_cast<DefinitionId>(i)};
        }
    }
    if (packages.size() == 1) {
        const auto seen = find_definition(rules, packages.front(), name, Reach::reachable);
        if (seen.found && !seen.found->field) { return {seen.found->definition}; }
        return seen.candidates;
    }
    for (const PackageId package : packages) {
        const auto& names = rules.packages[package].names;
        if (const auto at = names.find(name); at != names.end()) { found.push_back(at->second); }
    }
    return found;
}

Diagnostic unknown_name(const CheckedRuleset& rules, const std::vector<PackageId>& packages,
                        const std::string& name) {
    std::vector<std::string> names;
    for (const PackageId package : packages) {
        for (std::string& one : visible_names(rules, package, Reach::reachable)) {
            names.push_back(std::move(one));
        }
    }
    return problem("R101", "nothing is called `" + name + "`", mutua::did_you_mean(name, names));
}

Diagnostic several(const CheckedRuleset& rules, const std::vector<DefinitionId>& found,
                   const std::string& name) {
    return problem(
        "R103", "`" + name + "` is declared in several packages",
        "write `" + full_name(rules, found[0]) + "` or `" + full_name(rules, found[1]) + "`");
}

/// Options of which one would do nothing.
Diagnostics refused_together(const RulesDumpOptions& options) {
    if (options.graph.empty()) { return {}; }
    if (options.hash) {
        return {problem("U101", "--hash and --graph ask for two answers",
                        "ask for one of them at a time")};
    }
    if (options.format == Format::json) {
        return {problem("U101", "--json: a graph is written in DOT",
                        "leave it out; without `--graph` the rules are written as JSON")};
    }
    return {};
}

std::string hash_text(const Digest& digest) { return "sha256:" + to_hex(digest); }

/// One hash: of the ruleset, or of a program with its name.
void write_hashes(const ruleset::Ruleset& rules, const std::vector<PackageId>& packages,
                  Format format, std::ostream& out) {
    nlohmann::ordered_json json{{"ruleset", identity(rules)},
                                {"programs", nlohmann::ordered_json::object()}};
    std::string text = "ruleset " + identity(rules) + "\n";
    for (const PackageId package : packages) {
        const std::string& name = rules->packages[package].name;
        const std::string hash =
            hash_text(ruleset::program_hash(*rules, ruleset::declared_by(*rules, package)));
        json["programs"][name] = hash;
        text += "program " + name + " " + hash + "\n";
    }
    out << (format == Format::json ? json.dump(2) + "\n" : text);
}

}  // namespace

ExitCode rules_dump(const RulesDumpOptions& options, std::ostream& out, std::ostream& err) {
    const Streams streams{out, err, options.format};
    if (const Diagnostics refused = refused_together(options); !refused.empty()) {
        return streams.refuse(refused, ExitCode::usage);
    }
    const ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) { return streams.refuse(checked.findings); }
    const CheckedRuleset& rules = *checked.ruleset;
    const Diagnostics unknown = options.package.empty()
                                    ? Diagnostics{}
                                    : unknown_names(checked.ruleset, options.package, {});
    if (!unknown.empty()) { return streams.refuse(unknown); }
    const std::vector<PackageId> packages = packages_of(rules, options.package);
    if (options.hash) {
        write_hashes(checked.ruleset, packages, options.format, out);
    } else if (!options.graph.empty()) {
        const std::vector<DefinitionId> found = meant_by(rules, packages, options.graph);
        if (found.size() != 1) {
            return streams.refuse({found.empty() ? unknown_name(rules, packages, options.graph)
                                                 : several(rules, found, options.graph)});
        }
        out << ruleset::dump_graph(rules, found);
    } else {
        out << ruleset::dump_json(rules, packages);
    }
    return ExitCode::ok;
}

}  // namespace mutua::cli
