#include "cli/commands/rules_check.hpp"

#include "engine/ruleset/check/checked_ruleset.hpp"
#include "engine/ruleset/explain/words.hpp"
#include "engine/ruleset/program/run_time_faults.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"

#include <algorithm>
#include <map>
#include <ostream>

namespace mutua::cli {

namespace {

std::size_t count_of(const Diagnostics& findings, Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [severity](const Diagnostic& one) { return one.severity == severity; }));
}

std::string findings_text(const ruleset::Words& words, const Diagnostics& findings) {
    const std::size_t errors = count_of(findings, Severity::error);
    const std::size_t warnings = count_of(findings, Severity::warning);
    std::string text = errors == 0 ? words("no errors") : words.counted(errors, "error");
    if (warnings > 0) { text += ", " + words.counted(warnings, "warning"); }
    const std::size_t notes = count_of(findings, Severity::note);
    if (notes > 0) { text += ", " + words.counted(notes, "note"); }
    return text;
}

std::string summary(const ruleset::Words& words, const ruleset::CheckReport& report) {
    const std::string found = findings_text(words, report.findings);
    if (report.ruleset == nullptr) { return found; }
    return words.counted(report.ruleset->files.size(), "file") + ", " +
           words.counted(report.ruleset->definitions.size(), "definition") + ", " +
           words.counted(ruleset::test_count(report.ruleset), "test") + ", " + found;
}

void make_strict(Diagnostics& findings) {
    for (Diagnostic& one : findings) {
        if (one.severity == Severity::warning) { one.severity = Severity::error; }
    }
}

/// Errors and warnings in full, and a line for the notes of each code.
void write_folded(std::ostream& err, const Diagnostics& findings) {
    std::map<std::string, Diagnostics> notes;
    Diagnostics others;
    for (const Diagnostic& one : findings) {
        (one.severity == Severity::note ? notes[one.code] : others).push_back(one);
    }
    write_findings(err, others, Format::text);
    for (const auto& [code, all] : notes) {
        const bool same = std::all_of(all.begin(), all.end(), [&](const Diagnostic& one) {
            return one.message == all.front().message;
        });
        err << "note " << code << ", " << counted(all.size(), "place") << ": "
            << all.front().message << (same ? "" : ", and others like it") << '\n';
    }
    if (!notes.empty()) { err << "  = help: `--notes` shows each at its place\n"; }
}

/// What no check can exclude: how many places a code, and with `run_time` which.
void write_run_time_faults(std::ostream& out, const ruleset::Words& words,
                           const ruleset::CheckedRuleset& rules, bool each) {
    const auto faults = ruleset::run_time_faults(rules);
    if (faults.empty()) { return; }
    std::map<std::string, std::size_t> counts;
    for (const ruleset::RunTimeFault& one : faults) { ++counts[one.code]; }
    out << words("left to run time: {}", {words.counted(faults.size(), "place")});
    const char* before = ": ";
    for (const auto& [code, count] : counts) {
        out << before << code << ' ' << count;
        before = ", ";
    }
    out << (each ? "" : " " + words("(`--run-time` lists them)")) << '\n';
    if (!each) { return; }
    for (const ruleset::RunTimeFault& one : faults) {
        out << "  " << one.code << ' ' << full_name(rules, one.definition) << ": " << one.message
            << '\n';
    }
}

}  // namespace

ExitCode rules_check(const RulesCheckOptions& options, std::ostream& out, std::ostream& err) {
    ruleset::CheckReport report = check_rules(options.folder, options.today);
    if (report.ruleset != nullptr) {
        Diagnostics lacking = ruleset::missing_inputs(report.ruleset);
        place_below(lacking, options.folder);
        report.findings.insert(report.findings.end(), lacking.begin(), lacking.end());
    }
    if (options.strict) { make_strict(report.findings); }
    if (options.format == Format::json) {
        write_findings(out, report.findings, Format::json);
    } else {
        if (options.notes) {
            write_findings(err, report.findings, Format::text);
        } else {
            write_folded(err, report.findings);
        }
        const ruleset::Words words{options.language};
        out << summary(words, report) << '\n';
        if (report.ruleset != nullptr) {
            write_run_time_faults(out, words, *report.ruleset, options.run_time);
        }
    }
    return has_error(report.findings) ? ExitCode::bad_input : ExitCode::ok;
}

}  // namespace mutua::cli
