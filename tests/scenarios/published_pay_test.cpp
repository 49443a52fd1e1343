// Every case of fixtures/payslips through `mutua rules eval`, on the rules of the product.
#include "tests/support/published_pay.hpp"

#include "tests/support/run_mutua.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace mutua;
using test::Json;
using test::PublishedCase;

namespace {

/// What `mutua rules eval` answers to the rows of a case: the figures that `expected` names.
Json evaluated(const PublishedCase& one, const Json& input, const Json& expected) {
    std::set<std::string> names;
    for (const Json& row : test::rows_of(expected)) {
        for (const auto& [name, value] : row.items()) { names.insert(name); }
    }
    std::string figures;
    for (const std::string& name : names) { figures += (figures.empty() ? "" : ",") + name; }
    const test::TemporaryFolder workspace;
    const auto ran = test::run_mutua(
        workspace.path(), "2026-11-30",
        {"rules", "eval", one.package, "--rules", test::rules_folder_of(one.package).string(),
         "--on", one.text("on"), "--input", "-", "--figures", figures},
        test::rows_of(input).dump());
    CAPTURE(ran.err);
    REQUIRE(ran.exit_code == 0);
    Json rows = Json::array();
    for (const Json& row : Json::parse(ran.out)) { rows.push_back(row.at("figures")); }
    return rows;
}

/// The figures that are not what was published, each with both values.
std::vector<std::string> differences(const Json& expected, const Json& computed) {
    std::vector<std::string> found;
    const Json rows = test::rows_of(expected);
    REQUIRE(computed.size() == rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const auto& [name, value] : rows.at(row).items()) {
            const Json& given = computed.at(row).at(name);
            if (test::exact_text(value) == test::exact_text(given)) { continue; }
            found.push_back(name + ": published " + value.dump() + ", computed " + given.dump());
        }
    }
    return found;
}

struct Count {
    int cases = 0;
    int matched = 0;
};

/// The table of README.md: cases and matches by year and category, and their sum.
std::string table_of(const std::map<std::pair<std::string, std::string>, Count>& counts) {
    std::string table = "| year | category | cases | matched |\n|---|---|---|---|\n";
    Count all;
    for (const auto& [key, count] : counts) {
        table += "| " + key.first + " | `" + key.second + "` | " + std::to_string(count.cases) +
                 " | " + std::to_string(count.matched) + " |\n";
        all.cases += count.cases;
        all.matched += count.matched;
    }
    return table + "| all | | " + std::to_string(all.cases) + " | " + std::to_string(all.matched) +
           " |\n";
}

}  // namespace

TEST_CASE("every published figure comes out to the cent", "[scenario][published-pay]") {
    std::map<std::pair<std::string, std::string>, Count> counts;
    for (const PublishedCase& one : test::published_cases()) {
        CAPTURE(one.text("id"), one.text("about"));
        const Json& expected = one.written.at("expected");
        const auto found = differences(expected, evaluated(one, one.written.at("input"), expected));
        CHECK(found == std::vector<std::string>{});
        Count& count = counts[{one.text("on").substr(0, 4), one.category}];
        ++count.cases;
        count.matched += found.empty() ? 1 : 0;
    }
    const std::string table = table_of(counts);
    INFO("README.md of fixtures/payslips shall hold\n" << table);
    CHECK(test::file_bytes(test::published_pay_folder() / "README.md").find(table) !=
          std::string::npos);
}

TEST_CASE("where sources disagree the rules give the figure of the one that they follow",
          "[scenario][published-pay]") {
    std::size_t disagreements = 0;
    for (const PublishedCase& one : test::published_cases()) {
        const auto told = one.written.find("disagreement");
        if (told == one.written.end()) { continue; }
        ++disagreements;
        CAPTURE(one.text("id"), told->at("source"), told->at("why"));
        const Json& rule = told->at("rule");
        const Json computed = evaluated(one, told->at("input"), rule);
        CHECK(differences(rule, computed) == std::vector<std::string>{});
        const Json& other = told->at("other");
        REQUIRE_FALSE(other.empty());
        CHECK(differences(other, computed).size() == other.size());
    }
    CHECK(disagreements == 3);
}
