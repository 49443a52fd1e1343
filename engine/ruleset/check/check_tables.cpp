#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/csv_table.hpp"
#include "engine/ruleset/check/expression_checker.hpp"
#include "engine/ruleset/check/names.hpp"
#include "engine/ruleset/check/repairs.hpp"
#include "engine/ruleset/check/version_days.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

/// Most combinations of items that are looked for in a table.
constexpr std::size_t combinations_max = 10'000;

bool before(const Constant& left, const Constant& right) {
    if (left.index() != right.index()) { return left.index() < right.index(); }
    if (const auto* number = std::get_if<Decimal>(&left)) {
        return order(*number, std::get<Decimal>(right)) < 0;
    }
    if (const auto* flag = std::get_if<bool>(&left)) { return !*flag && std::get<bool>(right); }
    if (const auto* code = std::get_if<CodeText>(&left)) {
        return code->text < std::get<CodeText>(right).text;
    }
    if (const auto* item = std::get_if<EnumItem>(&left)) {
        return item->position < std::get<EnumItem>(right).position;
    }
    return std::get<Date>(left) < std::get<Date>(right);
}

struct KeysBefore {
    bool operator()(const std::vector<Constant>& left, const std::vector<Constant>& right) const {
        return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                            before);
    }
};

class TableChecker {
public:
    TableChecker(CheckContext& context, const Definition& definition, const syntax::Table& written)
        : context_{context}, definition_{definition}, written_{written} {}

    void check_version(const syntax::TableVersion& written, TableVersion& version) {
        version.evidence = check_evidence(context_, definition_.package, written.evidence);
        if (written.evidence.citations.empty()) {
            context_.findings.error(
                {written.span.file, written.span.begin, written.span.begin + 4}, "R801",
                "this version of `" + definition_.name + "` has no source",
                "add " + citation_repair(context_, written.span.file) + " behind its day");
        }
        std::vector<PlacedRow> rows;
        bool complete = true;
        for (const syntax::TableRow& row : written.rows) {
            auto made = check_row(row);
            complete = complete && made.has_value();
            if (made) { rows.push_back(std::move(*made)); }
        }
        if (written.file) { complete = add_csv(*written.file, version, rows) && complete; }
        if (written.otherwise) {
            version.otherwise = value_of(*written.otherwise);
            version.otherwise_span = written.otherwise->span;
        }
        sort(rows, version);
        if (complete && !written.otherwise) { check_complete(version); }
    }

private:
    std::optional<Constant> value_of(const syntax::Expression& written) {
        return check_constant(context_, definition_.package, definition_.name, definition_.type,
                              written);
    }

    std::optional<Constant> key_of(const syntax::Expression& written, const RecordField& key) {
        if (key.type.is_unknown()) { return std::nullopt; }
        return check_constant(context_, definition_.package, key.name, key.type, written);
    }

    std::optional<PlacedRow> check_row(const syntax::TableRow& written) {
        const std::vector<RecordField>& keys = definition_.table()->keys;
        if (written.keys.size() != keys.size()) {
            context_.findings.error(written.span, "R602",
                                    "`" + definition_.name + "` has " +
                                        std::to_string(keys.size()) +
                                        (keys.size() == 1 ? " key" : " keys") + ", this row " +
                                        std::to_string(written.keys.size()),
                                    "give it " + std::to_string(keys.size()) +
                                        (keys.size() == 1 ? " key" : " keys, with commas between"));
            return std::nullopt;
        }
        PlacedRow made;
        made.span = written.span;
        bool fine = true;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            auto key = key_of(written.keys[i], keys[i]);
            fine = fine && key.has_value();
            if (key) { made.row.keys.push_back(std::move(*key)); }
        }
        auto value = value_of(written.value);
        if (!fine || !value) { return std::nullopt; }
        made.row.value = std::move(*value);
        made.row.value_span = written.value.span;
        return made;
    }

    bool add_csv(const syntax::QuotedText& name, TableVersion& version,
                 std::vector<PlacedRow>& rows) {
        const auto file = find_csv(context_, definition_.package, name);
        if (!file) { return false; }
        version.file = context_.rules.files[*file].path;
        const auto& keys = definition_.table()->keys;
        const bool is_known = !definition_.type.is_unknown() &&
                              std::none_of(keys.begin(), keys.end(), [](const RecordField& key) {
                                  return key.type.is_unknown();
                              });
        if (!is_known) { return false; }
        std::vector<PlacedRow> more = read_csv(context_, definition_, written_, *file);
        const bool any = !more.empty();
        rows.insert(rows.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
        return any;
    }

    /// Puts the rows in the order of their keys; notes R605 for a key that stands twice.
    void sort(std::vector<PlacedRow>& rows, TableVersion& version) {
        std::stable_sort(rows.begin(), rows.end(),
                         [](const PlacedRow& left, const PlacedRow& right) {
                             return KeysBefore{}(left.row.keys, right.row.keys);
                         });
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i > 0 && !KeysBefore{}(rows[i - 1].row.keys, rows[i].row.keys)) {
                Diagnostic& found = context_.findings.error(
                    rows[i].span, "R605",
                    "`" + definition_.name + "` has two rows for " + key_text(rows[i].row.keys),
                    "remove one of them");
                context_.findings.relate(found, rows[i - 1].span, "the other one");
                continue;
            }
        }
        for (PlacedRow& one : rows) {
            one.row.span = one.span;
            version.rows.push_back(std::move(one.row));
        }
    }

    std::string key_text(const std::vector<Constant>& keys) const {
        std::string text;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            text += (i == 0 ? "" : ", ") + one_key_text(keys[i], definition_.table()->keys[i].type);
        }
        return text;
    }

    std::string one_key_text(const Constant& key, const Type& type) const {
        if (const auto* code = std::get_if<CodeText>(&key)) { return "\"" + code->text + "\""; }
        if (const auto* flag = std::get_if<bool>(&key)) { return *flag ? "yes" : "no"; }
        if (const auto* item = std::get_if<EnumItem>(&key)) {
            return context_.rules.enums[type.enumeration].items[item->position];
        }
        return mutua::to_string(std::get<Decimal>(key), 0);
    }

    /// All values of a key that can be listed; nothing for codes and counts.
    std::vector<Constant> listed(const Type& type) const {
        std::vector<Constant> values;
        if (type.kind == ValueKind::boolean) { return {Constant{false}, Constant{true}}; }
        if (type.kind != ValueKind::enumeration) { return {}; }
        const std::size_t count = context_.rules.enums[type.enumeration].items.size();
        for (std::uint32_t i = 0; i < count; ++i) { values.emplace_back(EnumItem{i}); }
        return values;
    }

    /// Enum and bool keys are complete, for every code and count that has a row (R604).
    void check_complete(const TableVersion& version) {
        const std::vector<RecordField>& keys = definition_.table()->keys;
        std::vector<std::vector<Constant>> values;
        std::size_t combinations = 1;
        bool any_listed = false;
        for (const RecordField& key : keys) {
            if (key.type.is_unknown()) { return; }
            values.push_back(listed(key.type));
            any_listed = any_listed || !values.back().empty();
            combinations *= std::max<std::size_t>(values.back().size(), 1);
            if (combinations > combinations_max) { return; }
        }
        if (!any_listed) { return; }
        std::set<std::vector<Constant>, KeysBefore> there;
        for (const TableRow& row : version.rows) { there.insert(row.keys); }
        std::vector<std::string> missing;
        std::set<std::vector<Constant>, KeysBefore> seen;
        for (const TableRow& row : version.rows) {
            if (missing.size() > 4 || seen.size() * combinations > 1'000'000) { break; }
            std::vector<Constant> open = row.keys;
            for (std::size_t i = 0; i < keys.size(); ++i) {
                if (!values[i].empty()) { open[i] = values[i].front(); }
            }
            if (!seen.insert(open).second) { continue; }
            find_missing(open, values, there, missing);
        }
        if (version.rows.empty()) { missing.emplace_back("any key"); }
        if (missing.empty()) { return; }
        std::string text;
        for (std::size_t i = 0; i < missing.size() && i < 4; ++i) {
            text += (i == 0 ? "" : "; ") + missing[i];
        }
        if (missing.size() > 4) { text += "; …"; }
        context_.findings.error({version.span.file, version.span.begin, version.span.begin + 4},
                                "R604", "`" + definition_.name + "` has no row for " + text,
                                "add the rows, or end with `otherwise : …`");
    }

    void find_missing(std::vector<Constant> keys, const std::vector<std::vector<Constant>>& values,
                      const std::set<std::vector<Constant>, KeysBefore>& there,
                      std::vector<std::string>& missing) const {
        std::vector<std::size_t> at(keys.size(), 0);
        while (missing.size() <= 4) {
            if (there.find(keys) == there.end()) { missing.push_back(key_text(keys)); }
            std::size_t column = keys.size();
            while (column > 0) {
                --column;
                if (values[column].empty()) { continue; }
                at[column] = (at[column] + 1) % values[column].size();
                keys[column] = values[column][at[column]];
                if (at[column] != 0) { break; }
                if (column == 0) { return; }
            }
            const bool around =
                std::all_of(at.begin(), at.end(), [](std::size_t one) { return one == 0; });
            if (around) { return; }
        }
    }

    CheckContext& context_;
    const Definition& definition_;
    const syntax::Table& written_;
};

}  // namespace

void check_tables(CheckContext& context) {
    for (const DeclaredDefinition& declared : context.declared) {
        if (declared.table == nullptr) { continue; }
        const Definition definition = context.rules.definitions[declared.id];
        TableDefinition table = *definition.table();
        TableChecker checker{context, definition, *declared.table};
        for (TableVersion& version : table.versions) {
            checker.check_version(written_version(declared.table->versions, version.span), version);
        }
        context.rules.definitions[declared.id].content = std::move(table);
    }
}

}  // namespace mutua::ruleset
