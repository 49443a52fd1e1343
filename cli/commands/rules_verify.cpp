#include "cli/commands/rules_verify.hpp"

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/proof/verify.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

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

void add(ruleset::VerifyReport& all, const ruleset::VerifyReport& one) {
    all.rows += one.rows;
    all.exact_rows += one.exact_rows;
    all.figures += one.figures;
    all.rejected += one.rejected;
    all.differences.insert(all.differences.end(), one.differences.begin(), one.differences.end());
}

void write_text(std::ostream& out, const ruleset::VerifyReport& report) {
    for (const ruleset::VerifyDifference& one : report.differences) {
        out << one.package << ": " << one.text << "\n\n" << one.test << '\n';
    }
    out << report.rows << " rows, " << report.figures << " figures compared, "
        << report.differences.size()
        << (report.differences.size() == 1 ? " difference" : " differences") << '\n';
}

void write_json(std::ostream& out, const ruleset::VerifyReport& report) {
    Json object{{"rows", report.rows},
                {"exact_rows", report.exact_rows},
                {"rejected", report.rejected},
                {"figures", report.figures}};
    object["differences"] = Json::array();
    for (const ruleset::VerifyDifference& one : report.differences) {
        object["differences"].push_back(
            {{"package", one.package}, {"text", one.text}, {"test", one.test}});
    }
    out << object.dump(2) << '\n';
}

}  // namespace

ExitCode rules_verify(const RulesVerifyOptions& options, std::ostream& out, std::ostream& err) {
    const ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) {
        write_findings(err, checked.findings, Format::text);
        err << "the rules have errors: nothing was verified\n";
        return ExitCode::bad_input;
    }
    const auto packages = packages_of(checked.ruleset, options.packages);
    for (const std::string& name : packages) {
        if (ruleset::has_package(checked.ruleset, name)) { continue; }
        err << to_string(problem("R112", "there is no package `" + name + "`")) << '\n';
        return ExitCode::usage;
    }
    ruleset::VerifyReport all;
    for (const std::string& name : packages) {
        ruleset::VerifyOptions one;
        one.rows = options.rows;
        one.seed = options.seed;
        one.exact_one_in = options.exact_one_in;
        std::size_t told = 0;
        const std::size_t often = std::max<std::size_t>(10'000, options.rows / 10);
        one.progress = [&](const std::string& package, std::size_t rows) {
            if (rows < told + often) { return; }
            told = rows;
            err << package << ": " << rows << " of " << options.rows << " rows\n" << std::flush;
        };
        const ruleset::VerifyReport report = ruleset::verify(checked.ruleset, name, one);
        if (options.format == Format::text) {
            out << name << ": " << report.rows << " rows, " << report.exact_rows
                << " of them by the exact walk, " << report.rejected << " rejected by all, "
                << report.figures << " figures\n"
                << std::flush;
        }
        add(all, report);
    }
    if (options.format == Format::json) {
        write_json(out, all);
    } else {
        write_text(out, all);
    }
    return all.differences.empty() ? ExitCode::ok : ExitCode::bad_input;
}

}  // namespace mutua::cli
