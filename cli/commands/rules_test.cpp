#include "cli/commands/rules_test.hpp"

#include "engine/ruleset/explain/words.hpp"
#include "engine/ruleset/proof/coverage.hpp"
#include "engine/ruleset/proof/mutation.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"
#include "formats/tabular/table.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace mutua::cli {

namespace {

Diagnostics errors_of(const Diagnostics& findings) {
    Diagnostics errors;
    for (const Diagnostic& one : findings) {
        if (one.severity == Severity::error) { errors.push_back(one); }
    }
    return errors;
}

using Json = nlohmann::ordered_json;
using ruleset::Words;

/// Rounded down: 100 % is said of everything only.
std::string share(std::size_t part, std::size_t whole) {
    const std::size_t tenths = whole == 0 ? 1000 : part * 1000 / whole;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string totals_text(const Words& words, const ruleset::CoverageReport& report) {
    using tabular::Align;
    tabular::TextTable table{{{"package", words("package")},
                              {"version", words("version")},
                              {"reached", words("reached"), Align::right},
                              {"sites", words("of"), Align::right},
                              {"share", words("share"), Align::right}}};
    for (const auto& one : report.totals) {
        table.add({one.package, one.version, std::to_string(one.reached), std::to_string(one.sites),
                   share(one.reached, one.sites)});
    }
    return table.aligned();
}

/// A line for everything that tests should reach, file by file.
std::string lines_text(const Words& words, const std::vector<ruleset::CoverageLine>& lines) {
    using tabular::Align;
    std::string text;
    for (auto one = lines.begin(); one != lines.end();) {
        const std::string& file = one->where.file;
        tabular::TextTable table{{{"tests", words("tests"), Align::right},
                                  {"line", words("line"), Align::right},
                                  {"version", words("version")},
                                  {"name", "", Align::left, tabular::Width::cut}}};
        for (; one != lines.end() && one->where.file == file; ++one) {
            table.add({std::to_string(one->tests), std::to_string(one->where.line), one->version,
                       one->definition + ": " + one->name});
        }
        text += file + '\n' + table.aligned() + '\n';
    }
    return text;
}

Json json_of(const ruleset::CoverageReport& report) {
    Json totals = Json::array();
    for (const auto& one : report.totals) {
        totals.push_back({{"package", one.package},
                          {"version", one.version},
                          {"reached", one.reached},
                          {"sites", one.sites}});
    }
    Json object{{"reached", report.reached}, {"sites", report.sites}};
    object["totals"] = std::move(totals);
    return object;
}

Json json_of(const std::vector<ruleset::CoverageLine>& lines) {
    Json all = Json::array();
    for (const auto& one : lines) {
        all.push_back({{"package", one.package},
                       {"definition", one.definition},
                       {"version", one.version},
                       {"name", one.name},
                       {"file", one.where.file},
                       {"line", one.where.line},
                       {"column", one.where.column},
                       {"tests", one.tests}});
    }
    return all;
}

Json json_of(const std::vector<ruleset::UnreadRows>& unread) {
    Json all = Json::array();
    for (const auto& one : unread) {
        all.push_back({{"table", one.table},
                       {"version", one.version},
                       {"rows", one.rows},
                       {"unread", one.unread},
                       {"excused", one.excused}});
    }
    return all;
}

/// A line for each CSV table with rows that no test reads.
std::string unread_text(const Words& words, const std::vector<ruleset::UnreadRows>& unread) {
    std::string text;
    for (const auto& one : unread) {
        const std::string line = words(
            "{} of {} of table {} from {} read by no test",
            {std::to_string(one.unread), words.counted(one.rows, "row"), one.table, one.version});
        text += (one.excused ? words("{}, with a reason", {line}) : line) + '\n';
    }
    return text;
}

Json counts(const ruleset::MutationTotal& total) {
    return {{"mutants", total.mutants},
            {"killed", total.killed},
            {"excused", total.excused},
            {"survivors", total.survived}};
}

std::string in_words(const Words& words, const ruleset::MutationTotal& total) {
    return words("{} mutants, {} noticed, {} with a reason, {} survived",
                 {std::to_string(total.mutants), std::to_string(total.killed),
                  std::to_string(total.excused), std::to_string(total.survived)});
}

/// What is asked beside the tests themselves, and how it is told.
class FurtherReports {
public:
    FurtherReports(const RulesTestOptions& options, const ruleset::Ruleset& rules,
                   std::ostream& out, std::ostream& err)
        : options_{options}, words_{options.language}, rules_{rules}, out_{out}, err_{err} {}

    /// Adds to `object`, or writes text.
    void run(Json& object) {
        if (options_.coverage) { run_coverage(object); }
        if (options_.mutate) { run_mutation(object); }
    }

private:
    void run_coverage(Json& object) {
        ruleset::CoverageReport report = ruleset::coverage(rules_, options_.only);
        place_below(report.findings, options_.folder);
        for (auto& one : report.lines) {
            one.where.file = placed_below(options_.folder, one.where.file);
        }
        if (options_.format == Format::json) {
            Json told = json_of(report);
            if (options_.all) { told["lines"] = json_of(report.lines); }
            told["unread_rows"] = json_of(report.unread);
            told["findings"] = Json::parse(to_json_text(report.findings));
            object["coverage"] = std::move(told);
            return;
        }
        write_findings(err_, report.findings, Format::text);
        if (options_.all) { out_ << lines_text(words_, report.lines); }
        out_ << totals_text(words_, report) << unread_text(words_, report.unread)
             << words_("coverage: {} of {}, {}",
                       {std::to_string(report.reached), std::to_string(report.sites),
                        share(report.reached, report.sites)})
             << '\n';
    }

    void run_mutation(Json& object) {
        const auto progress = [this](std::size_t done, std::size_t all) {
            constexpr std::size_t often = 1000;
            if (options_.format == Format::text && done > 0 && done % often == 0) {
                err_ << done << " of " << all << " mutants\n" << std::flush;
            }
        };
        ruleset::MutationReport report = ruleset::mutation(rules_, options_.only, progress);
        place_below(report.survivors, options_.folder);
        if (options_.format == Format::json) {
            Json totals = Json::array();
            for (const auto& one : report.totals) {
                totals.push_back({{"package", one.package}});
                totals.back().update(counts(one));
            }
            object["mutation"] = counts(report.all);
            object["mutation"]["totals"] = std::move(totals);
            object["mutation"]["unread_rows"] = json_of(report.unread);
            object["mutation"]["findings"] = Json::parse(to_json_text(report.survivors));
            return;
        }
        write_findings(err_, report.survivors, Format::text);
        for (const auto& one : report.totals) {
            out_ << one.package << ": " << in_words(words_, one) << '\n';
        }
        out_ << unread_text(words_, report.unread)
             << words_("mutation: {}", {in_words(words_, report.all)}) << '\n';
    }

    const RulesTestOptions& options_;
    Words words_;
    const ruleset::Ruleset& rules_;
    std::ostream& out_;
    std::ostream& err_;
};

}  // namespace

ExitCode rules_test(const RulesTestOptions& options, std::ostream& out, std::ostream& err) {
    if (options.all && !options.coverage) {
        return Streams{out, err, options.format}.refuse(
            {problem("U155", "--all: all of what?", "write `--coverage --all`")}, ExitCode::usage);
    }
    ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) {
        const bool is_text = options.format == Format::text;
        const ExitCode code = Streams{out, err, options.format}.refuse(
            is_text ? errors_of(checked.findings) : checked.findings);
        if (is_text) {
            err << Words{options.language}("the rules have errors: no test was run") << '\n';
        }
        return code;
    }
    ruleset::TestReport report = ruleset::run_tests(checked.ruleset, options.only);
    place_below(report.findings, options.folder);
    Json object{{"passed", report.passed}, {"failed", report.failed}};
    object["findings"] = Json::parse(to_json_text(report.findings));
    const bool text = options.format == Format::text;
    if (text) { write_findings(err, report.findings, Format::text); }
    FurtherReports{options, checked.ruleset, out, err}.run(object);
    if (text) {
        out << report.passed << " passed, " << report.failed << " failed\n";
    } else {
        out << object.dump(2) << '\n';
    }
    if (report.passed + report.failed + report.idle == 0 && !options.only.empty()) {
        err << Words{options.language}("no test has `{}` in its title", {options.only}) << '\n';
        return ExitCode::usage;
    }
    return report.failed == 0 ? ExitCode::ok : ExitCode::bad_input;
}

}  // namespace mutua::cli
