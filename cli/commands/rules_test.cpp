#include "cli/commands/rules_test.hpp"

#include "engine/ruleset/explain/rule_tests.hpp"

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

void write_json(std::ostream& out, const ruleset::TestReport& report) {
    nlohmann::ordered_json object{{"passed", report.passed}, {"failed", report.failed}};
    object["findings"] = nlohmann::ordered_json::parse(to_json_text(report.findings));
    out << object.dump(2) << '\n';
}

}  // namespace

ExitCode rules_test(const RulesTestOptions& options, std::ostream& out, std::ostream& err) {
    ruleset::CheckReport checked = check_rules(options.folder, options.today);
    if (checked.ruleset == nullptr) {
        write_findings(err, errors_of(checked.findings), Format::text);
        err << "the rules have errors: no test was run\n";
        return ExitCode::bad_input;
    }
    ruleset::TestReport report = ruleset::run_tests(checked.ruleset, options.only);
    place_below(report.findings, options.folder);
    if (options.format == Format::json) {
        write_json(out, report);
    } else {
        write_findings(err, report.findings, Format::text);
        out << report.passed << " passed, " << report.failed << " failed\n";
    }
    if (report.passed + report.failed == 0 && !options.only.empty()) {
        err << "no test has `" << options.only << "` in its title\n";
        return ExitCode::usage;
    }
    return report.failed == 0 ? ExitCode::ok : ExitCode::bad_input;
}

}  // namespace mutua::cli
