#include "cli/commands/rules_files.hpp"

#include "engine/core/short_quotes.hpp"
#include "engine/ruleset/proof/rule_tests.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <istream>
#include <ostream>
#include <system_error>

namespace mutua::cli {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const char* word(Severity severity) {
    if (severity == Severity::error) { return "error"; }
    return severity == Severity::warning ? "warning" : "note";
}

Json place_json(const SourcePosition& where) {
    return {{"file", where.file},
            {"line", where.line},
            {"column", where.column},
            {"end_line", where.line},
            {"end_column", where.end_column}};
}

Json finding_json(const Diagnostic& finding) {
    Json object{{"code", finding.code}, {"severity", word(finding.severity)}};
    object.update(place_json(finding.where));
    object["message"] = with_short_quotes(finding.message, message_quote_max);
    object["help"] = with_short_quotes(finding.help, help_quote_max);
    object["related"] = Json::array();
    for (const RelatedPlace& other : finding.related) {
        Json place = place_json(other.where);
        place["message"] = with_short_quotes(other.text, message_quote_max);
        object["related"].push_back(std::move(place));
    }
    return object;
}

std::optional<std::string> bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) { return std::nullopt; }
    std::string bytes = all_bytes(file);
    if (file.bad()) { return std::nullopt; }
    return bytes;
}

/// Paths below `folder` that end in `.rules`, or in `.csv` for the tables beside them, sorted as
/// bytes.
std::vector<std::string> rule_paths(const fs::path& folder, std::error_code& error) {
    std::vector<std::string> paths;
    fs::recursive_directory_iterator at{folder, error};
    for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
        const fs::path ending = at->path().extension();
        if ((ending != ".rules" && ending != ".csv") || at->is_directory()) { continue; }
        paths.push_back(at->path().lexically_relative(folder).generic_string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

Diagnostic unreadable(const std::string& path, const std::string& why) {
    Diagnostic found = problem("S001", "cannot be read: " + why);
    found.where.file = path;
    return found;
}

std::string all_bytes(std::istream& input) {
    std::string bytes;
    std::array<char, 65'536> block{};
    while (input.read(block.data(), block.size()) || input.gcount() > 0) {
        bytes.append(block.data(), static_cast<std::size_t>(input.gcount()));
    }
    return bytes;
}

std::optional<std::string> no_ordinary_file(const fs::path& path) {
    std::error_code error;
    switch (fs::status(path, error).type()) {
        case fs::file_type::fifo:
            return "it is a pipe, and no file";
        case fs::file_type::character:
        case fs::file_type::block:
            return "it is a device, and no file";
        case fs::file_type::socket:
            return "it is a socket, and no file";
        default:
            return std::nullopt;
    }
}

std::string counted(std::size_t count, const char* one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

Result<std::vector<ruleset::SourceFile>> read_rules(const fs::path& folder) {
    std::error_code error;
    const std::vector<std::string> paths = rule_paths(folder, error);
    if (error) { return Diagnostics{unreadable(folder.string(), error.message())}; }
    std::vector<ruleset::SourceFile> files;
    Diagnostics findings;
    for (const std::string& path : paths) {
        if (const auto why = no_ordinary_file(folder / path)) {
            findings.push_back(unreadable((folder / path).string(), *why));
            continue;
        }
        auto bytes = bytes_of(folder / path);
        if (bytes) {
            files.push_back({path, std::move(*bytes)});
        } else {
            findings.push_back(unreadable((folder / path).string(), "no permission, or no file"));
        }
    }
    const bool any_rules = std::any_of(paths.begin(), paths.end(), [](const std::string& path) {
        return path.ends_with(".rules");
    });
    if (!any_rules) {
        findings.push_back(problem("S002", "no `.rules` file lies below " + folder.string(),
                                   "name the folder that holds the rule packs: `--rules DIR`"));
    }
    if (!findings.empty()) { return findings; }
    return files;
}

std::string placed_below(const fs::path& folder, const std::string& file) {
    return (folder / file).lexically_normal().generic_string();
}

void place_below(Diagnostics& findings, const fs::path& folder) {
    const auto placed = [&folder](std::string& file) {
        if (!file.empty()) { file = placed_below(folder, file); }
    };
    for (Diagnostic& finding : findings) {
        placed(finding.where.file);
        for (RelatedPlace& other : finding.related) { placed(other.where.file); }
    }
}

ruleset::CheckReport check_rules(const fs::path& folder, Date today) {
    auto files = read_rules(folder);
    if (!files) { return {nullptr, files.error()}; }
    return check_files(std::move(*files), today, folder);
}

ruleset::CheckReport check_without_tests(const fs::path& folder, Date today, CheckedBefore* known) {
    auto files = read_rules(folder);
    if (!files) { return {nullptr, files.error()}; }
    const std::string hash = known == nullptr ? "" : to_hex(ruleset::ruleset_hash(*files));
    if (known != nullptr) {
        const auto found = known->find(hash);
        if (found != known->end()) { return {found->second, {}}; }
    }
    ruleset::CheckReport report =
        ruleset::check(std::move(*files), today, ruleset::TestBlocks::left_out);
    place_below(report.findings, folder);
    if (known != nullptr && report.ruleset != nullptr) { known->emplace(hash, report.ruleset); }
    return report;
}

ruleset::CheckReport check_files(std::vector<ruleset::SourceFile> files, Date today,
                                 const fs::path& place) {
    ruleset::CheckReport report = ruleset::check(std::move(files), today);
    if (report.ruleset != nullptr) {
        for (Diagnostic& found : ruleset::check_tests(report.ruleset)) {
            report.findings.push_back(std::move(found));
        }
    }
    place_below(report.findings, place);
    return report;
}

std::string to_json_text(const Diagnostics& findings) {
    Json all = Json::array();
    for (const Diagnostic& finding : findings) { all.push_back(finding_json(finding)); }
    return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

void write_findings(std::ostream& stream, const Diagnostics& findings, Format format) {
    if (format == Format::json) {
        stream << to_json_text(findings) << '\n';
        return;
    }
    for (const Diagnostic& finding : findings) { stream << to_string(finding) << '\n'; }
}

ExitCode refuse(std::ostream& stream, const Diagnostics& findings, ExitCode code) {
    write_findings(stream, findings, Format::text);
    return code;
}

ExitCode Streams::refuse(const Diagnostics& findings, ExitCode code) const {
    write_findings(format == Format::json ? out : err, findings, format);
    return code;
}

Result<std::string> read_input(const std::string& path, std::istream& standard_input) {
    if (path == "-") { return all_bytes(standard_input); }
    std::error_code error;
    if (fs::is_directory(path, error)) { return Diagnostics{unreadable(path, "it is a folder")}; }
    auto bytes = bytes_of(path);
    if (!bytes) { return Diagnostics{unreadable(path, "no such file, or no permission")}; }
    return std::move(*bytes);
}

Result<std::unique_ptr<std::istream>> open_input(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) { return Diagnostics{unreadable(path, "it is a folder")}; }
    auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (!*file) { return Diagnostics{unreadable(path, "no such file, or no permission")}; }
    return std::unique_ptr<std::istream>{std::move(file)};
}

}  // namespace mutua::cli
