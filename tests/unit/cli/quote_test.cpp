#include "tests/support/prepared_workspace.hpp"
#include "tests/support/text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

using mutua::test::contains;
using mutua::test::PreparedWorkspace;

namespace {

using Json = nlohmann::json;

Json quote(const PreparedWorkspace& workspace, const std::string& from, const std::string& amount) {
    const auto ran = workspace.run({"quote", "--json", "--member", "M-0043", "--hours", "15.20",
                                    "--dates", "2026-11-12;2026-11-13", from, amount});
    CAPTURE(ran.out, ran.err);
    REQUIRE(ran.exit_code == 0);
    return Json::parse(ran.out);
}

}  // namespace

// 450.00 is worked by hand in fixtures/payslips: gross 287.57, and net 229.16 of it alone.
TEST_CASE("quotes from price, gross and net agree with each other", "[cli]") {
    const PreparedWorkspace workspace;
    const Json price = quote(workspace, "--price", "450.00");
    CHECK(price.at("management_fee") == "29.25");
    CHECK(price.at("salary_budget") == "420.75");
    CHECK(price.at("gross_pay") == "287.57");
    CHECK(price.at("net_pay") == "229.16");
    CHECK(price.at("lines").is_array());
    CHECK(quote(workspace, "--gross", "287.57") == price);
    const Json net = quote(workspace, "--net", "229.16");
    CHECK(net.at("net_pay") == "229.16");
    CHECK(quote(workspace, "--price", net.at("price")) == net);
}

TEST_CASE("a quote starts from exactly one amount, read as everywhere", "[cli]") {
    const PreparedWorkspace workspace;
    const std::vector<std::string> begin{"quote", "--member", "M-0043", "--hours", "15.20"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), begin.begin(), begin.end());
        return workspace.run(more);
    };
    CHECK(with({}).exit_code == 64);
    CHECK(contains(with({}).err, "--price, --gross and --net"));
    CHECK(with({"--price", "450", "--net", "300"}).exit_code == 64);
    for (const char* amount : {"-5", "0", "abc", "1.234"}) {
        CAPTURE(amount);
        const auto ran = with({"--gross", amount});
        CHECK(ran.exit_code == 64);
        CHECK(contains(ran.err, "error U115: --gross: "));
    }
    CHECK(with({"--gross", "287,57"}).exit_code == 0);
    const auto beyond = with({"--net", "900000000"});
    CHECK(beyond.exit_code == 65);
    CHECK(contains(beyond.err, "error E502: no price gives a net pay of 900000000.00\n  = help: "));
}

TEST_CASE("a quote outside the years of the rules says so, whatever it starts from", "[cli]") {
    const PreparedWorkspace workspace;
    for (const char* start : {"--price", "--gross", "--net"}) {
        CAPTURE(start);
        const auto ran = workspace.run({"quote", "--member", "M-0043", "--hours", "7.60", "--dates",
                                        "2029-01-05", start, "250"});
        CHECK(ran.exit_code == 65);
        CHECK(contains(ran.err, "error E201: --dates: the rules do not cover 2029-01-05\n"));
        CHECK(contains(ran.err, "name days that they cover: 2026-01-01 .. 2026-12-31\n"));
        CHECK(ran.err.find("E201") == ran.err.rfind("E201"));
        CHECK_FALSE(contains(ran.err, "E502"));
    }
}

TEST_CASE("a quote for somebody unknown says whom it knows", "[cli]") {
    const PreparedWorkspace workspace;
    const auto member =
        workspace.run({"quote", "--member", "M-0044", "--hours", "7.60", "--price", "200"});
    CHECK(member.exit_code == 65);
    CHECK(contains(member.err, "error I501: no member `M-0044`"));
    CHECK(contains(member.err, "did you mean `M-0043`?"));
    const auto client = workspace.run(
        {"quote", "--member", "M-0043", "--client", "QQQQ", "--hours", "7.60", "--price", "200"});
    CHECK(client.exit_code == 65);
    CHECK(contains(client.err, "error I502: no client `QQQQ`"));
    CHECK(contains(client.err, "ask the back office"));
    CHECK_FALSE(contains(client.err, "mutua import"));
}

TEST_CASE("a quote without dates takes the working days that its hours need", "[cli]") {
    const PreparedWorkspace workspace;
    const auto quoted = [&](const char* today, const char* hours, const char* price) {
        return workspace.run_on(
            today, {"quote", "--member", "M-0043", "--hours", hours, "--price", price});
    };
    // 30.40 hours are four days of 7.60; 11 November is a public holiday, 14 and 15 a weekend.
    const auto ran = quoted("2026-11-10", "30.40", "900");
    CAPTURE(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(ran.err == "note: without --dates, for 4 working days from 2026-11-12 to 2026-11-17\n");
    // Too few days are left of November: all of them are in December.
    CHECK(contains(quoted("2026-11-26", "30.40", "900").err,
                   "for 4 working days from 2026-12-01 to 2026-12-04"));
    // October has 22 working days left, November only 20: no reason to wait.
    const auto october = quoted("2026-09-30", "600", "90000");
    CHECK(contains(october.err, "for 22 working days from 2026-10-01 to 2026-10-30"));
    // The rules do not cover January: work of eight days is squeezed into three of December.
    CHECK(contains(quoted("2026-12-28", "60.80", "2000").err,
                   "for 3 working days from 2026-12-29 to 2026-12-31"));
    const auto uncovered = quoted("2026-12-31", "7.60", "200");
    CHECK(uncovered.exit_code == 65);
    CHECK(contains(uncovered.err, "the dates were chosen for you: name them with --dates"));
    const auto unknown = quoted("2028-01-10", "7.60", "200");
    CHECK(unknown.exit_code == 65);
    CHECK(contains(unknown.err, "error E201: --dates: no days can be chosen for you: "));
    // More hours than a month has: the member did not choose the dates, and is told.
    const auto beyond = quoted("2026-11-02", "600", "90000");
    CHECK(beyond.exit_code == 65);
    CHECK(contains(beyond.err, "the dates were chosen for you: name them with --dates"));
}

TEST_CASE("the labels of a quote are whole, and each line names its package", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run({"quote", "--lang", "fr", "--member", "M-0043", "--hours",
                                    "15.20", "--dates", "2026-11-12;2026-11-13", "--price", "450"});
    CHECK_FALSE(contains(ran.out, "…  "));
    const Json whole = quote(workspace, "--price", "450.00");
    std::map<std::string, std::string> packages;
    for (const Json& line : whole.at("lines")) { packages[line.at("figure")] = line.at("package"); }
    CHECK(packages.at("price") == "be.vat");
    CHECK(packages.at("management_fee") == "coop.shared_enterprise");
    for (const auto& [figure, package] : packages) {
        CAPTURE(figure);
        CHECK_FALSE(package.empty());
    }
}

TEST_CASE("a quote below the wage floor says so and shows the breakdown", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran =
        workspace.run({"quote", "--member", "M-0043", "--hours", "15.20", "--price", "100"});
    CHECK(ran.exit_code == 65);
    CHECK(contains(ran.err,
                   "error I408: --price: the pay per hour is below the legal minimum\n"
                   "  = help: the guaranteed monthly income (GGMMI) counts by the hour\n"
                   "          raise the price\n"));
    CHECK(contains(ran.out, "100.00"));
}

TEST_CASE("a quote in another language prints its labels in it", "[cli]") {
    const PreparedWorkspace workspace;
    const auto ran = workspace.run(
        {"quote", "--lang", "fr", "--member", "M-0043", "--hours", "15.20", "--price", "450"});
    CHECK(contains(ran.out, "Budget salarial"));
    const auto wrong = workspace.run(
        {"quote", "--lang", "es", "--member", "M-0043", "--hours", "15.20", "--price", "450"});
    CHECK(wrong.exit_code == 64);
    CHECK(contains(wrong.err, "error U111: --lang: `es`"));
}
