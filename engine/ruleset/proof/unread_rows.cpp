#include "engine/ruleset/proof/unread_rows.hpp"

#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/oracle/value_text.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Rows that a message names one by one.
constexpr std::size_t named_rows_max = 3;

std::string row_name(const CheckedRuleset& rules, const TableDefinition& table,
                     const TableRow& row) {
    std::string text;
    for (std::size_t k = 0; k < row.keys.size(); ++k) {
        text += (k == 0 ? "" : ", ") + shown(rules, row.keys[k], table.keys[k].type);
    }
    return text;
}

/// `"1003", "1004"`, and how many more.
std::string names_of(const CheckedRuleset& rules, const TableDefinition& table,
                     const std::vector<const TableRow*>& rows) {
    std::string text;
    const std::size_t named = std::min(rows.size(), named_rows_max);
    for (std::size_t i = 0; i < named; ++i) {
        text += (i == 0 ? "row " : "; row ") + row_name(rules, table, *rows[i]);
    }
    if (rows.size() > named) { text += " and " + std::to_string(rows.size() - named) + " more"; }
    return text;
}

}  // namespace

bool is_excused(const CheckedRuleset& rules, syntax::Span span) {
    const std::string_view bytes = rules.files.at(span.file).bytes;
    const std::size_t end = std::min(bytes.find('\n', span.begin), bytes.size());
    std::size_t begin = bytes.rfind('\n', span.begin);
    begin = begin == std::string_view::npos ? 0 : begin;
    if (bytes.substr(begin, end - begin).find(mutant_excuse) != std::string_view::npos) {
        return true;
    }
    if (begin == 0) { return false; }
    const std::size_t before = bytes.rfind('\n', begin - 1);
    const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
    std::string_view line = bytes.substr(from, begin - from);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    return line.starts_with(mutant_excuse);
}

std::vector<UnreadRows> unread_rows(const CheckedRuleset& rules, const char* code,
                                    const std::function<bool(const TablePlace&)>& is_found) {
    std::vector<UnreadRows> all;
    for (DefinitionId id = 0; id < rules.definitions.size(); ++id) {
        const TableDefinition* table = rules.definitions[id].table();
        for (std::size_t v = 0; table != nullptr && v < table->versions.size(); ++v) {
            const TableVersion& version = table->versions[v];
            if (version.file.empty()) { continue; }
            std::vector<const TableRow*> unread;
            for (std::size_t i = 0; i < version.rows.size(); ++i) {
                if (!is_found({id, v, i})) { unread.push_back(&version.rows[i]); }
            }
            if (unread.empty()) { continue; }
            const std::string count =
                std::to_string(unread.size()) + " of the " + std::to_string(version.rows.size());
            all.push_back(
                {full_name(rules, id), mutua::to_string(version.days.from), version.rows.size(),
                 unread.size(), is_excused(rules, version.span),
                 diagnostic_at(rules.files, version.span, Severity::warning, code,
                               "no test reads " + count + " rows of `" + version.file +
                                   "`: " + names_of(rules, *table, unread),
                               "add tests that read them, or give the reason at the end of this "
                               "line: `# no mutant: REASON`")});
        }
    }
    return all;
}

}  // namespace mutua::ruleset
