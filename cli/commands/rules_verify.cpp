#include "cli/commands/rules_verify.hpp"

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/explain/text_lines.hpp"
#include "engine/ruleset/explain/words.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>
#include <thread>

namespace mutua::cli {

namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> packages_of(const ruleset::Ruleset& rules,
                                     const std::vector<std::string>& named) {
    if (!named.empty()) { return named; }
    std::vector<std::string> all;
    for (const ruleset::Package& one : rules->packages) { all.push_back(one.name); }
    return all;
}

/// False for a package that only amends the rules of others: it has nothing to compute.
bool has_figures(const ruleset::CheckedRuleset& rules, const std::string& package) {
    const auto id = ruleset::find_package(rules, package);
    return std::any_of(
        rules.definitions.begin(), rules.definitions.end(), [&](const ruleset::Definition& one) {
            return one.package == id && (one.rule() != nullptr || one.carry() != nullptr);
        });
}

ruleset::VerifyReport sum_of(const std::vector<PackageReport>& reports) {
    ruleset::VerifyReport sum;
    for (const auto& [name, one] : reports) {
        sum.segments += one.segments;
        sum.rows += one.rows;
        sum.rejected += one.rejected;
        sum.figures += one.figures;
        sum.faults += one.faults;
    }
    return sum;
}

std::size_t differences_in(const std::vector<PackageReport>& reports) {
    return static_cast<std::size_t>(
        std::count_if(reports.begin(), reports.end(),
                      [](const PackageReport& one) { return one.report.difference.has_value(); }));
}

std::string line_of(const std::string& name, const ruleset::VerifyReport& one,
                    std::size_t differences) {
    const auto number = [](std::size_t count) { return ruleset::grouped(std::to_string(count)); };
    return fmt::format("{:<24} {:>8} {:>9} {:>8} {:>11} {:>7} {:>6}\n", name, one.segments,
                       number(one.rows), number(one.rejected), number(one.figures),
                       number(one.faults), differences);
}

/// What it comes to, in one sentence.
std::string verdict(const ruleset::Words& words, const ruleset::VerifyReport& sum,
                    std::size_t differences) {
    const std::string rows =
        words(sum.rows == 1 ? "{} row" : "{} rows", {ruleset::grouped(std::to_string(sum.rows))});
    if (differences == 0) {
        return words("All three ways agree on every figure and fault of {}.", {rows});
    }
    return words(
        "The three ways differ in {}, see above: a mistake of the program, to be reported.",
        {words.counted(differences, "package")});
}

/// The head of the table; each column is as wide as in line_of().
std::string head_of(const ruleset::Words& words) {
    std::string text = ruleset::padded(words("package"), 24);
    const std::vector<std::pair<const char*, std::size_t>> columns{{"segments", 8}, {"rows", 9},
                                                                   {"rejected", 8}, {"figures", 11},
                                                                   {"faults", 7},   {"differ", 6}};
    for (const auto& [name, width] : columns) {
        const std::string word = words(name);
        const std::size_t wide = ruleset::columns_of(word);
        text += ' ' + std::string(wide < width ? width - wide : 0, ' ') + word;
    }
    return text + '\n';
}

Json json_of(const ruleset::VerifyReport& one) {
    return {{"segments", one.segments},
            {"rows", one.rows},
            {"rejected", one.rejected},
            {"figures", one.figures},
            {"faults", one.faults}};
}

void write_json(std::ostream& out, const std::vector<PackageReport>& reports) {
    Json object = json_of(sum_of(reports));
    object["packages"] = Json::array();
    object["differences"] = Json::array();
    for (const auto& [name, one] : reports) {
        Json package{{"package", name}};
        package.update(json_of(one));
        object["packages"].push_back(std::move(package));
        if (!one.difference) { continue; }
        object["differences"].push_back(
            {{"package", name}, {"text", one.difference->text}, {"test", one.difference->test}});
    }
    out << object.dump(2) << '\n';
}

}  // namespace

std::string verify_text(const std::vector<PackageReport>& reports, const std::string& language) {
    const ruleset::Words words{language};
    std::string text = head_of(words);
    for (const auto& [name, one] : reports) { text += line_of(name, one, one.difference ? 1 : 0); }
    text += line_of(words("all"), sum_of(reports), differences_in(reports));
    for (const auto& [name, one] : reports) {
        if (!one.difference) { continue; }
        text += "\n" + name + ": " + one.difference->text + "\n\n" + one.difference->test;
    }
    return text + "\n" + verdict(words, sum_of(reports), differences_in(reports)) + "\n";
}

ExitCode rules_verify(const RulesVerifyOptions& options, std::ostream& out, std::ostream& err) {
    const ruleset::CheckReport checked = check_rules(options.folder, options.today);
    const Streams streams{out, err, options.format};
    if (checked.ruleset == nullptr) {
        const ExitCode code = streams.refuse(checked.findings);
        if (options.format == Format::text) {
            err << ruleset::Words{options.language}("the rules have errors: nothing was verified")
                << '\n';
        }
        return code;
    }
    const auto packages = packages_of(checked.ruleset, options.packages);
    for (const std::string& name : packages) {
        if (ruleset::has_package(checked.ruleset, name)) { continue; }
        return streams.refuse({problem("R112", "there is no package `" + name + "`")},
                              ExitCode::usage);
    }
    const std::size_t cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    std::vector<PackageReport> reports;
    std::size_t rows_left = options.rows;
    auto packages_left = static_cast<std::size_t>(std::count_if(
        packages.begin(), packages.end(),
        [&](const std::string& name) { return has_figures(*checked.ruleset, name); }));
    for (std::size_t i = 0; i < packages.size(); ++i) {
        ruleset::VerifyOptions one;
        one.rows = 0;
        if (has_figures(*checked.ruleset, packages[i])) { one.rows = rows_left / packages_left--; }
        one.seed = options.seed;
        one.threads = options.threads == 0 ? cores : options.threads;
        std::size_t told = 0;
        const std::size_t often = std::max<std::size_t>(10'000, options.rows / 20);
        one.progress = [&](std::size_t rows) {
            if (rows < told + often) { return; }
            told = rows;
            err << packages[i] << ": " << rows << " of " << one.rows << " rows\n" << std::flush;
        };
        reports.push_back({packages[i], ruleset::verify(checked.ruleset, packages[i], one)});
        rows_left -= one.rows;
    }
    if (options.format == Format::json) {
        write_json(out, reports);
    } else {
        out << verify_text(reports, options.language);
    }
    return differences_in(reports) == 0 ? ExitCode::ok : ExitCode::bad_input;
}

}  // namespace mutua::cli
