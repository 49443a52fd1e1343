#include "cli/commands/rules_input.hpp"

#include "cli/commands/rules_files.hpp"
#include "cli/commands/rules_json_rows.hpp"
#include "engine/core/nearest.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/explain/fault_values.hpp"
#include "formats/tabular/csv_reader.hpp"
#include "formats/tabular/import_rejects.hpp"

#include <algorithm>
#include <cctype>

namespace mutua::cli {

namespace {

using ruleset::Type;
using ruleset::ValueKind;

/// What parse_number() always reads: as many digits, and as many of them behind the point.
constexpr std::size_t digits_max = 38;
constexpr std::size_t decimals_max = 18;

/// A value read, or what would have been allowed.
struct Reading {
    std::optional<ruleset::Value> value;
    std::string wrong;
    std::string allowed;
};

std::string number_example(const Type& type) {
    if (type.quotient) { return "a number such as `0.5` or `15/38`"; }
    if (type.percent) { return "a rate such as `12.50 %` or `0.1250`"; }
    if (type.decimals == 0) { return "a whole number such as `2`"; }
    return "a number with at most " + std::to_string(type.decimals) +
           (type.decimals == 1 ? " decimal" : " decimals") + ", such as `1234.5`";
}

/// The number that a text with a decimal comma means; empty when it is none.
std::string with_point(std::string text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string::npos) { return ""; }
    text[comma] = '.';
    return ruleset::parse_number(text) ? text : "";
}

bool ends_with_letter(const std::string& text) {
    return !text.empty() && std::isalpha(static_cast<unsigned char>(text.back())) != 0;
}

/// What is wrong with digits that make no number because there are too many of them, or because an
/// exponent follows them; empty for everything else.
std::string wrong_digits(const std::string& text) {
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    const std::size_t end = std::min(text.find_first_not_of("0123456789.", sign), text.size());
    if (end == sign || text[sign] == '.' ||
        (text[sign] == '0' && end > sign + 1 && text[sign + 1] != '.')) {
        return "";
    }
    const std::string rest = text.substr(end);
    if (rest.starts_with('e') || rest.starts_with('E')) {
        return rest.find_first_not_of("0123456789+-", 1) == std::string::npos
                   ? "`" + text + "` is written with an exponent"
                   : "";
    }
    if (text[end - 1] == '.') { return ""; }
    const bool is_plain =
        rest.empty() || rest == "%" || rest == " %" ||
        (rest.front() == '/' && rest.find_first_not_of("0123456789", 1) == std::string::npos);
    const bool is_long =
        text.size() > decimals_max && std::count(text.begin(), text.end(), '.') < 2;
    return is_plain && is_long ? "`" + text + "` is too long for a number" : "";
}

/// How a number with such digits is written.
std::string digits_help(const std::string& wrong) {
    if (wrong.ends_with("exponent")) {
        return "write all its digits, in JSON as text: `\"1234.50\"`";
    }
    return "a number has at most " + std::to_string(digits_max) + " digits, " +
           std::to_string(decimals_max) + " of them behind the point";
}

Reading number_reading(const std::string& text, const Type& type) {
    std::string allowed = "write " + number_example(type);
    auto value = ruleset::parse_number(text);
    if (const std::string wrong = value ? "" : wrong_digits(text); !wrong.empty()) {
        return {std::nullopt, wrong, digits_help(wrong)};
    }
    if (const std::string meant = value ? "" : with_point(text); !meant.empty()) {
        return {std::nullopt, "`" + text + "` has a decimal comma", "write `" + meant + "`"};
    }
    const bool has_digits = text.find_first_of("0123456789") != std::string::npos;
    if (!value && has_digits && ends_with_letter(text)) {
        const std::string unit = type.unit.text();
        allowed += unit.empty() ? ", without a unit" : "; without its unit, which is " + unit;
    }
    if (!value) { return {std::nullopt, "`" + text + "` is no number", allowed}; }
    if (text.ends_with('%') && !type.percent && !type.quotient) {
        return {std::nullopt, "`" + text + "` is a percentage", allowed};
    }
    const auto* number = std::get_if<ruleset::Number>(&*value);
    if (number != nullptr && !type.quotient && number->decimals > type.decimals) {
        return {std::nullopt, "`" + text + "` has too many decimals", allowed};
    }
    if (!type.quotient && std::holds_alternative<ruleset::Fraction>(*value)) {
        return {std::nullopt, "`" + text + "` is a fraction", allowed};
    }
    return {std::move(value), "", ""};
}

Reading item_reading(const ruleset::CheckedRuleset& rules, const std::string& text,
                     const Type& type) {
    const auto& items = rules.enums.at(type.enumeration).items;
    if (std::find(items.begin(), items.end(), text) != items.end()) {
        return {ruleset::word(text), "", ""};
    }
    std::string allowed = mutua::did_you_mean(text, items);
    if (!allowed.empty()) { allowed += " "; }
    return {std::nullopt, "`" + text + "` is none of the items",
            allowed + "the items are " + ruleset::listed_names(items)};
}

Reading flag_reading(const std::string& text) {
    if (text == "yes" || text == "true") { return {ruleset::Value{true}, "", ""}; }
    if (text == "no" || text == "false") { return {ruleset::Value{false}, "", ""}; }
    return {std::nullopt, "`" + text + "` is neither yes nor no", "write `yes` or `no`"};
}

Reading reading_of(const ruleset::CheckedRuleset& rules, const std::string& text,
                   const Type& type) {
    switch (type.kind) {
        case ValueKind::number:
            return number_reading(text, type);
        case ValueKind::boolean:
            return flag_reading(text);
        case ValueKind::enumeration:
            return item_reading(rules, text, type);
        case ValueKind::code:
            return {ruleset::word(text), "", ""};
        case ValueKind::date:
            break;
        case ValueKind::unknown:
        case ValueKind::record:
            return {std::nullopt, "a param cannot be given", "leave it out"};
    }
    const auto day = parse_date(text);
    if (!day) { return {std::nullopt, "`" + text + "` is no day", "write it like `2026-11-30`"}; }
    return {ruleset::Value{*day}, "", ""};
}

/// " (/5/gross_pay)": the JSON pointer of a value of many rows; empty elsewhere.
std::string pointer_text(const InputRow& row, const std::string& name) {
    return row.pointer.empty() ? "" : " (" + row.pointer + (name.empty() ? "" : "/" + name) + ")";
}

/// `prior NAME` is the value of a carry before the row.
constexpr std::string_view prior = "prior ";

/// Reads the values of rows as the names of one package want them.
class RowReader {
public:
    RowReader(const ruleset::CheckedRuleset& rules, ruleset::PackageId package)
        : rules_{rules}, package_{package} {}

    [[nodiscard]] bool knows(const std::string& name) const {
        return ruleset::find_definition(rules_, package_, name, ruleset::Reach::reachable)
            .found.has_value();
    }

    /// The type of an input or rule; notes the name when there is none.
    const Type* type_of(const std::string& name, const SourcePosition& where) {
        const bool is_prior = name.starts_with(prior);
        const auto search =
            ruleset::find_definition(rules_, package_, is_prior ? name.substr(prior.size()) : name,
                                     ruleset::Reach::reachable);
        if (search.found) {
            const auto& definition = rules_.definitions[search.found->definition];
            const bool can_be_given =
                is_prior ? definition.carry() != nullptr
                         : definition.input() != nullptr || definition.rule() != nullptr;
            if (can_be_given) { return &definition.type; }
            findings_.push_back(problem("R902", "`" + name + "` is neither an input nor a rule",
                                        "leave it out: it is fixed by the rules", where));
            return nullptr;
        }
        const auto names = ruleset::visible_names(rules_, package_, ruleset::Reach::reachable);
        findings_.push_back(problem(
            "R101",
            "`" + rules_.packages[package_].name + "` knows no input or figure `" + name + "`",
            mutua::did_you_mean(name, names), where));
        return nullptr;
    }

    [[nodiscard]] std::string full_name(const std::string& name) const {
        return full_name_given(rules_, package_, name).value_or(name);
    }

    void read(InputRow& row, const std::string& name, const Type& type, const std::string& text,
              const SourcePosition& where) {
        Reading reading = reading_of(rules_, text, type);
        if (!reading.value) {
            findings_.push_back(problem("E103",
                                        name + ": " + reading.wrong + pointer_text(row, name),
                                        reading.allowed, where));
            row.unread.insert(name);
            return;
        }
        if (!row.values.emplace(name, std::move(*reading.value)).second) {
            findings_.push_back(problem("D103", name + ": given twice", "keep one of them", where));
        }
        row.places.emplace(name, where);
        if (type.kind == ValueKind::number && type.percent) { row.rates.emplace(name, text); }
    }

    /// A value under a mistyped name is that of the name that was meant.
    void note_meant(InputRow& row, const std::string& wrong) const {
        const auto names = ruleset::visible_names(rules_, package_, ruleset::Reach::reachable);
        if (auto meant = mutua::nearest(wrong, names)) { row.unread.insert(std::move(*meant)); }
    }

    /// `null` says nothing: what is not known is not written.
    void note_null(InputRow& row, const std::string& name, const SourcePosition& where) {
        findings_.push_back(problem("E103", name + ": there is no null" + pointer_text(row, name),
                                    "leave the key out", where));
        row.unread.insert(name);
    }

    void note(Diagnostic finding) { findings_.push_back(std::move(finding)); }

    void add(const Diagnostics& more) {
        findings_.insert(findings_.end(), more.begin(), more.end());
    }

    InputRows result(InputRows rows) {
        rows.findings = std::move(findings_);
        return rows;
    }

private:
    const ruleset::CheckedRuleset& rules_;
    ruleset::PackageId package_;
    Diagnostics findings_;
};

Diagnostic given_as_well(const std::string& name, const std::string& other,
                         const SourcePosition& where) {
    return problem("D103", "`" + name + "` is given as `" + other + "` already", "keep one of them",
                   where);
}

InputRows json_rows(RowReader& reader, const std::string& text, const std::string& file) {
    auto found = read_json_rows(text, file);
    InputRows all;
    if (!found) {
        all.findings = found.error();
        return all;
    }
    all.is_array = found->is_array;
    reader.add(found->findings);
    for (const JsonRow& source : found->rows) {
        InputRow row;
        row.place = source.place;
        if (all.is_array) { row.pointer = "/" + std::to_string(all.rows.size()); }
        std::map<std::string, std::string> names;  // by full name
        for (const JsonMember& member : source.members) {
            const Type* type = reader.type_of(member.key, member.key_place);
            if (type == nullptr) { reader.note_meant(row, member.key); }
            if (member.kind == JsonKind::other) { row.unread.insert(member.key); }
            if (member.kind == JsonKind::null && type != nullptr) {
                reader.note_null(row, member.key, member.place);
            }
            const bool is_plain = member.kind != JsonKind::null && member.kind != JsonKind::other;
            if (type == nullptr || !is_plain) { continue; }
            const auto [first, is_new] = names.emplace(reader.full_name(member.key), member.key);
            if (!is_new && first->second != member.key) {
                reader.note(given_as_well(member.key, first->second, member.key_place));
                continue;
            }
            reader.read(row, member.key, *type, member.text, member.place);
        }
        all.rows.push_back(std::move(row));
    }
    return reader.result(std::move(all));
}

SourcePosition place_of(const tabular::Cell& cell, const std::string& file) {
    return {file, cell.line, cell.column, cell.end_column};
}

/// What a column of a CSV gives.
struct InputColumn {
    std::string name;
    const Type* type = nullptr;  ///< null: nothing is read from it
    bool is_mistyped = false;
    std::string full_name = {};
};

/// The next column of a table, after those before it.
InputColumn column_of(RowReader& reader, const tabular::Table& table,
                      const std::vector<InputColumn>& before, const std::string& identifier) {
    const std::size_t index = before.size();
    const tabular::Cell& cell = table.header[index];
    const SourcePosition where = place_of(cell, table.file);
    InputColumn made{std::string{cell.text}};
    if (made.name.empty()) {
        reader.note(problem("I009",
                            index + 1 == table.header.size()
                                ? "the last cell of the header is empty"
                                : "cell " + std::to_string(index + 1) + " of the header is empty",
                            std::string{"name the column, or take the `"} + table.separator +
                                "` away in every line",
                            where));
        return made;
    }
    const bool is_added = made.name == identifier || tabular::is_added_to_rejects(made.name);
    if (is_added && !reader.knows(made.name)) { return made; }
    const bool again =
        std::any_of(table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(index),
                    [&](const tabular::Cell& other) { return other.text == cell.text; });
    if (again) {
        reader.note(problem("D103", "two columns are called `" + made.name + "`",
                            "keep one of them", where));
        return made;
    }
    made.type = reader.type_of(made.name, where);
    made.is_mistyped = made.type == nullptr;
    made.full_name = reader.full_name(made.name);
    const auto same = std::find_if(before.begin(), before.end(), [&](const InputColumn& other) {
        return other.type != nullptr && other.full_name == made.full_name;
    });
    if (made.type != nullptr && same != before.end()) {
        reader.note(given_as_well(made.name, same->name, where));
        made.type = nullptr;
    }
    return made;
}

InputRows csv_rows(RowReader& reader, const std::string& text, const std::string& file,
                   const std::string& identifier) {
    const tabular::Table table = input_table(text, file);
    reader.add(table.diagnostics);
    std::vector<InputColumn> columns;
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        columns.push_back(column_of(reader, table, columns, identifier));
    }
    InputRows all;
    all.is_array = true;
    all.is_csv = true;
    for (const tabular::TableRow& source : table.rows) {
        reader.add(source.diagnostics);
        InputRow row;
        row.place = {file, source.line, 1, 0};
        row.is_whole = !has_error(source.diagnostics);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const InputColumn& column = columns[i];
            if (column.is_mistyped) { reader.note_meant(row, column.name); }
            const tabular::Cell cell = table.cell(source, i);
            if (column.type == nullptr) { continue; }
            if (!cell.text.empty()) {
                reader.read(row, column.name, *column.type, std::string{cell.text},
                            place_of(cell, file));
            } else if (cell.column > 0) {
                row.places.emplace(column.name, place_of(cell, file));
            }
        }
        all.rows.push_back(std::move(row));
    }
    return reader.result(std::move(all));
}

}  // namespace

tabular::Table input_table(std::string_view text, const std::string& file) {
    tabular::TableLimits limits;
    limits.keeps_empty_rows = true;
    return tabular::read_csv(text, file, limits);
}

std::optional<std::string> full_name_given(const ruleset::CheckedRuleset& rules,
                                           ruleset::PackageId package, const std::string& name) {
    const bool is_prior = name.starts_with(prior);
    const auto search = ruleset::find_definition(
        rules, package, is_prior ? name.substr(prior.size()) : name, ruleset::Reach::reachable);
    if (!search.found) { return std::nullopt; }
    return std::string{is_prior ? prior : ""} + ruleset::full_name(rules, search.found->definition);
}

InputRows read_rows(const ruleset::Ruleset& rules, const std::string& package,
                    const std::string& text, const std::string& file,
                    const std::string& identifier) {
    const auto id = ruleset::find_package(*rules, package);
    require(id.has_value(), "rows are read for a package that exists");
    RowReader reader{*rules, *id};
    const bool is_csv = file.size() > 4 && file.substr(file.size() - 4) == ".csv";
    return is_csv ? csv_rows(reader, text, file, identifier) : json_rows(reader, text, file);
}

void keep_first(Diagnostics& findings, const std::string& file) {
    if (findings.size() <= findings_max) { return; }
    const std::size_t more = findings.size() - findings_max;
    findings.resize(findings_max);
    findings.push_back(
        problem("D105", counted(more, "finding") + " more in " + file, "mend those above first"));
}

void in_file_order(Diagnostics& findings) {
    std::set<std::string> said;
    const auto again = [&](const Diagnostic& one) {
        return one.where.line == 0 && !said.insert(one.code + one.message).second;
    };
    findings.erase(std::remove_if(findings.begin(), findings.end(), again), findings.end());
    std::stable_sort(findings.begin(), findings.end(), [](const auto& left, const auto& right) {
        return std::pair{left.where.line, left.where.column} <
               std::pair{right.where.line, right.where.column};
    });
}

namespace {

/// A rate as it is written and, without its sign, as what it means: "6.5, which is 650 %".
std::string rate_text(const std::string& written) {
    const auto value = ruleset::parse_number(written);
    const auto* number = value ? std::get_if<ruleset::Number>(&*value) : nullptr;
    if (number == nullptr || written.ends_with('%')) { return written; }
    ruleset::Number hundreds{number->raw * 100, number->decimals};
    for (; hundreds.decimals > 0 && hundreds.raw % 10 == 0; --hundreds.decimals) {
        hundreds.raw /= 10;
    }
    return written + ", which is " + to_string(ruleset::Value{hundreds}) + " %";
}

/// The value that the row gives for what lies outside its range.
std::string given_text(const ruleset::Fault& fault, const InputRow& row) {
    if (fault.code != "E101" && fault.code != "E104") { return ""; }
    const auto rate = row.rates.find(fault.name);
    if (rate != row.rates.end()) { return ": " + rate_text(rate->second); }
    const auto given = row.values.find(fault.name);
    return given == row.values.end() ? "" : ": " + to_string(given->second);
}

}  // namespace

namespace {

/// `behind` stands before the pointer of a row, which ends the message.
Diagnostic finding_with(const ruleset::Fault& fault, const InputRow& row,
                        const std::string& behind) {
    const auto at = row.places.find(fault.name);
    SourcePosition where = at == row.places.end() ? row.place : at->second;
    // The day was asked for all rows: no row is to blame.
    if (fault.code == "E201") { where = {}; }
    const bool has_place = at != row.places.end();
    const std::string pointer =
        where.line == 0 ? "" : pointer_text(row, has_place ? fault.name : std::string{});
    const bool named = fault.name.empty() || fault.message.find(fault.name) != std::string::npos;
    return problem(fault.code,
                   (named ? fault.message : fault.name + ": " + fault.message) +
                       given_text(fault, row) + behind + pointer,
                   fault.help, where);
}

}  // namespace

Diagnostic finding_of(const ruleset::Fault& fault, const InputRow& row) {
    return finding_with(fault, row, "");
}

Diagnostic finding_of(const ruleset::Fault& fault, const InputRow& row,
                      const ruleset::CheckedRuleset& rules, const std::string& package,
                      const ruleset::Case& asked, const std::filesystem::path& folder) {
    const ruleset::FaultValues known = ruleset::fault_values(rules, package, asked, fault);
    std::string places;
    for (const SourcePosition& one : known.places) {
        places += (places.empty() ? "" : ", ") +
                  (folder / one.file).lexically_normal().generic_string() + ":" +
                  std::to_string(one.line);
    }
    return finding_with(fault, row,
                        (known.values.empty() ? "" : " (" + known.values + ")") +
                            (places.empty() ? "" : " (" + places + ")"));
}

}  // namespace mutua::cli
