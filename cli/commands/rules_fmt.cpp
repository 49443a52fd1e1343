#include "cli/commands/rules_fmt.hpp"

#include "cli/context.hpp"
#include "engine/ruleset/syntax/formatter.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

enum class Outcome { same, changed, unreadable };

/// What happened to a file; under `--check` nothing is written.
const char* word(Outcome outcome, bool check) {
    if (outcome == Outcome::same) { return "same"; }
    if (outcome == Outcome::unreadable) { return "unreadable"; }
    return check ? "would change" : "changed";
}

struct Formatted {
    std::string file;
    Outcome outcome = Outcome::same;
};

/// Everything that one run says.
struct Report {
    std::vector<Formatted> files;
    Diagnostics findings;

    void fail(const std::string& file, Diagnostics why) {
        files.push_back({file, Outcome::unreadable});
        for (Diagnostic& one : why) { findings.push_back(std::move(one)); }
    }
    [[nodiscard]] std::size_t count(Outcome outcome) const {
        return static_cast<std::size_t>(
            std::count_if(files.begin(), files.end(),
                          [outcome](const Formatted& one) { return one.outcome == outcome; }));
    }
};

/// The rule files that a path names: itself, or those below a folder.
std::vector<std::string> files_of(const std::string& path, Report& report) {
    std::error_code error;
    if (!fs::is_directory(path, error)) { return {path}; }
    const auto found = read_rules(path);
    if (!found) {
        report.fail(path, found.error());
        return {};
    }
    std::vector<std::string> paths;
    for (const ruleset::SourceFile& file : *found) {
        if (fs::path{file.path}.extension() != ".rules") { continue; }
        paths.push_back((fs::path{path} / file.path).lexically_normal().generic_string());
    }
    return paths;
}

/// A link is followed: what it names is rewritten, and the link stays.
fs::path written_path(const std::string& file) {
    std::error_code error;
    const fs::path whole = fs::canonical(file, error);
    return error ? fs::path{file} : whole;
}

void format_file(const std::string& file, bool check, std::istream& in, Report& report) {
    if (const auto why = no_ordinary_file(file)) {
        return report.fail(file, {unreadable(file, *why)});
    }
    const auto bytes = read_input(file, in);
    if (!bytes) { return report.fail(file, bytes.error()); }
    const auto text = ruleset::format({{file, *bytes}}, 0);
    if (!text) { return report.fail(file, text.error()); }
    const bool same = *text == *bytes;
    if (!same && !check) { write_file(written_path(file), *text); }
    report.files.push_back({file, same ? Outcome::same : Outcome::changed});
}

ExitCode format_standard_input(bool check, std::istream& in, std::ostream& out, std::ostream& err) {
    const auto bytes = read_input("-", in);
    const auto text = ruleset::format({{"-", *bytes}}, 0);
    if (!text) {
        write_findings(err, text.error(), Format::text);
        return ExitCode::bad_input;
    }
    if (!check) { out << *text; }
    return check && *text != *bytes ? ExitCode::bad_input : ExitCode::ok;
}

std::string summary(const Report& report, bool check) {
    const std::size_t changed = report.count(Outcome::changed);
    const std::size_t unreadable = report.count(Outcome::unreadable);
    std::string text = std::to_string(changed) + " of " + counted(report.files.size(), "file") +
                       (check ? " would change" : " changed");
    if (unreadable > 0) { text += ", " + std::to_string(unreadable) + " cannot be read"; }
    if (check && changed > 0) { text += "\n  = help: `mutua rules fmt` writes them"; }
    return text;
}

void write_json(std::ostream& out, const Report& report, bool check) {
    Json files = Json::array();
    for (const Formatted& one : report.files) {
        files.push_back({{"file", one.file}, {"outcome", word(one.outcome, check)}});
    }
    const Json all{{"files", std::move(files)},
                   {"findings", Json::parse(to_json_text(report.findings))}};
    out << all.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

ExitCode rules_fmt(const RulesFmtOptions& options, std::istream& in, std::ostream& out,
                   std::ostream& err) {
    if (options.paths == std::vector<std::string>{"-"}) {
        return format_standard_input(options.check, in, out, err);
    }
    Report report;
    for (const std::string& path : options.paths) {
        for (const std::string& file : files_of(path, report)) {
            format_file(file, options.check, in, report);
        }
    }
    if (options.format == Format::json) {
        write_json(out, report, options.check);
    } else {
        write_findings(err, report.findings, Format::text);
        for (const Formatted& one : report.files) {
            if (one.outcome == Outcome::changed) { out << one.file << '\n'; }
        }
        err << summary(report, options.check) << '\n';
    }
    const bool pending = options.check && report.count(Outcome::changed) > 0;
    const bool bad = pending || report.count(Outcome::unreadable) > 0;
    return bad ? ExitCode::bad_input : ExitCode::ok;
}

}  // namespace mutua::cli
