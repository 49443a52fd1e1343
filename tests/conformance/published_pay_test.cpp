#include "tests/support/published_pay.hpp"

#include "formats/tabular/csv_reader.hpp"
#include "tests/support/shared_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace mutua;
using test::Json;

namespace {

using Names = std::vector<std::string>;

/// Names of the published list and those of the rule packs; where several stand, a case has one or
/// more of them. ` %` behind a name: the list leaves the percent sign away.
const std::map<std::string, Names>& words() {
    static const std::map<std::string, Names> all{
        {"gross", {"gross_pay"}},
        {"taxable", {"taxable_pay", "fund_taxable_share %"}},
        {"household", {"household"}},
        {"kids", {"children"}},
        {"monthly_reductions", {"other_reductions"}},
        {"costs_extra", {"commuting_exemption"}},
        {"periods_per_month", {"pay_periods_per_month"}},
        {"status", {"worker_category"}},
        {"S", {"reference_pay", "quarter_reference_pay"}},
        {"fraction", {"work_fraction"}},
        {"fraction_of", {"work_fraction"}},
        {"onss", {"employee_contribution"}},
        {"csss_none", {"special_contribution"}},
        {"net_additions", {"untaxed_additions"}},
        {"type", {"nature"}},
        {"annual", {"annual_reference_pay", "family_reduction"}},
        {"onss_base", {"contribution_base"}},
        {"W", {"quarter_pay"}},
        {"factor", {"quarter_factor"}},
        {"mu", {"quarter_work_fraction"}},
        {"mu_glob", {"quarter_work_fraction_total"}},
        {"base", {"contribution_base"}},
        {"pct", {"employee_rate %", "student_employer_rate %"}},
        {"month", {"monthly_floor"}},
        {"hours", {"full_time_weekly_hours"}},
        {"niss", {"birth_and_serial"}},
        {"born_2000", {"born_since_2000"}},
        {"R", {"bonus_a.most", "bonus_b.most", "structural_amount"}},
        {"S_low", {"bonus_a.floor", "bonus_b.floor"}},
        {"S_high", {"bonus_a.ceiling", "bonus_b.ceiling"}},
        {"tax_low", {"fund_tax_rate.low %"}},
        {"tax_high", {"fund_tax_rate.high %"}},
        {"A", {"work_bonus_a", "bonus_a_before_cap"}},
        {"B", {"work_bonus_b", "bonus_b_before_cap"}},
        {"bonus", {"work_bonus", "bonus_before_cap"}},
        {"basis", {"annual_tax"}},
        {"pp_gross", {"withholding_tax_before_bonus"}},
        {"fiscal", {"fiscal_work_bonus"}},
        {"pp", {"withholding_tax"}},
        {"csss", {"special_contribution"}},
        {"net", {"net_pay"}},
        {"employer25", {"employer_contribution"}},
        {"rate", {"rate %"}},
        {"P", {"structural_reduction"}},
        {"seizable", {"seizable"}},
        {"value", {"employee_contribution", "employer_contribution", "hourly_floor"}},
        {"c1", {"scale_tax"}},
        {"c2", {"scale_tax, row 2"}},
        {"c3", {"scale_tax, row 3"}},
        {"credit", {"tax_credit"}},
        {"coef", {"bonus_a.slope", "derived_slope_a", "bonus_b.slope", "derived_slope_b"}},
        {"net_low", {"fund_net_share_low %"}},
        {"net_high", {"fund_net_share_high %"}},
        {"check", {"check_digits"}},
    };
    return all;
}

/// The kind `pp` asks for the tax before the fiscal bonus; the pay of `csss` is the base.
Names names_of(const std::string& kind, const std::string& word) {
    if (kind == "pp" && word == "pp") { return {"withholding_tax_before_bonus"}; }
    if (kind == "csss" && word == "gross") { return {"contribution_base"}; }
    const auto found = words().find(word);
    return found == words().end() ? Names{} : found->second;
}

/// A value of the list as a case writes it.
Json value_of(const std::string& word, const Json& value) {
    if (word == "csss_none") { return value.get<bool>() ? "0.00" : "computed"; }
    if (value.is_array()) { return value.at(0).dump() + "/" + value.at(1).dump(); }
    static const std::map<std::string, std::string> renamed{
        {"spouse_income", "spouse_with_income"},
        {"spouse_none", "spouse_without_income"},
        {"blue", "blue_collar"}};
    const auto found = value.is_string() ? renamed.find(value.get<std::string>()) : renamed.end();
    return found == renamed.end() ? value : Json(found->second);
}

/// What a case gives or expects, by name; of several rows the later ones carry their number.
std::map<std::string, Json> members_of(const Json& rows) {
    std::map<std::string, Json> members;
    std::size_t row = 0;
    for (const Json& one : test::rows_of(rows)) {
        ++row;
        for (const auto& [name, value] : one.items()) {
            members[row == 1 ? name : name + ", row " + std::to_string(row)] = value;
        }
    }
    return members;
}

/// The names of `members` that the word may mean, each with the value that the list has.
std::set<std::string> compare(const std::map<std::string, Json>& members, const std::string& kind,
                              const std::string& word, const Json& listed) {
    std::set<std::string> compared;
    for (const std::string& name : names_of(kind, word)) {
        const bool is_percent = name.ends_with(" %");
        const std::string plain = is_percent ? name.substr(0, name.size() - 2) : name;
        const auto found = members.find(plain);
        if (found == members.end()) { continue; }
        CAPTURE(word, plain);
        const Json value = value_of(word, listed);
        CHECK(test::exact_text(found->second) ==
              test::exact_text(is_percent ? Json(value.get<std::string>() + " %") : value));
        compared.insert(plain);
    }
    return compared;
}

/// What no word of the list says: it selects the rule that the list means by its kind.
bool is_choice(const std::string& kind, const std::string& name) {
    return (kind == "pct" && name == "worker_category") ||
           (kind == "cumul" && name.starts_with("net_annual_income"));
}

struct ListedRow {
    std::string date, kind, origin, expect;
    Json inputs, expected;
};

/// Inputs may be parameters of the packs, which a case expects instead of giving them; whatever a
/// case gives or expects is in the list.
void compare_case(const ListedRow& row, const Json& written) {
    const auto input = members_of(written.at("input"));
    const auto expected = members_of(written.at("expected"));
    std::set<std::string> of_input;
    std::set<std::string> of_expected;
    for (const auto& [word, value] : row.inputs.items()) {
        if (word == "date" || word == "year" || word == "part_time") { continue; }
        auto given = compare(input, row.kind, word, value);
        const auto known =
            given.empty() ? compare(expected, row.kind, word, value) : std::set<std::string>{};
        CAPTURE(word);
        CHECK(given.size() + known.size() >= 1);
        of_input.merge(given);
        of_expected.insert(known.begin(), known.end());
    }
    for (const auto& [word, value] : row.expected.items()) {
        auto compared = compare(expected, row.kind, word, value);
        CAPTURE(word);
        CHECK(compared.size() >= 1);
        of_expected.merge(compared);
    }
    for (const auto& [name, value] : input) {
        CAPTURE(name);
        CHECK((of_input.contains(name) || is_choice(row.kind, name)));
    }
    for (const auto& [name, value] : expected) {
        CAPTURE(name);
        CHECK(of_expected.contains(name));
    }
}

std::map<std::string, ListedRow> listed_rows(const fs::path& file) {
    const std::string bytes = test::file_bytes(file);
    const tabular::Table table = tabular::read_csv(bytes, file.string());
    REQUIRE(table.diagnostics.empty());
    std::map<std::string, ListedRow> rows;
    for (const tabular::TableRow& row : table.rows) {
        REQUIRE(row.diagnostics.empty());
        const auto cell = [&](const std::string& column) {
            const auto at = std::find_if(table.header.begin(), table.header.end(),
                                         [&](const auto& one) { return one.text == column; });
            REQUIRE(at != table.header.end());
            const auto index = static_cast<std::size_t>(at - table.header.begin());
            return std::string{table.cell(row, index).text};
        };
        rows[cell("id")] = {cell("date"),
                            cell("kind"),
                            cell("origin"),
                            cell("expect"),
                            Json::parse(cell("inputs")),
                            Json::parse(cell("expected"))};
    }
    return rows;
}

}  // namespace

TEST_CASE("fixtures/payslips holds every published example, and only those", "[conformance]") {
    const auto cases = test::published_cases();
    const fs::path file = test::shared_folder() / "reference" / "belgian-payroll-examples.csv";
    if (!fs::exists(file)) {
        WARN("skipped: " << cases.size() << " published examples not compared (no shared/)");
        return;
    }
    auto rows = listed_rows(file);
    for (const test::PublishedCase& one : cases) {
        CAPTURE(one.text("id"));
        const auto found = rows.find(one.text("id"));
        REQUIRE(found != rows.end());
        const ListedRow& row = found->second;
        // Another word: the case has to say which source the rules follow, and why.
        CHECK(row.expect == "match");
        CHECK(one.text("origin") == row.origin);
        const Json& written = one.written;
        CHECK(row.inputs.value("date", row.date) ==
              written.value("published", written.at("on").get<std::string>()));
        compare_case(row, written);
        rows.erase(found);
    }
    std::string missing;
    for (const auto& [id, row] : rows) { missing += id + ' '; }
    CHECK(missing == std::string{});
}
