#pragma once

#include "formats/tabular/json_difference.hpp"
#include "formats/tabular/json_payslip.hpp"
#include "tests/support/cooperative_rules.hpp"
#include "tests/support/files.hpp"
#include "tests/support/run_mutua.hpp"
#include "tests/support/store_query.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

/// An office with a history over a year boundary and a change of rates: work of November 2025 was
/// paid in December 2025, that of December on 2 January 2026, that of January 2026 in January.
namespace mutua::test {

inline std::string replace_all(std::string text, const std::string& what, const std::string& with) {
    for (auto at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
    return text;
}

/// The rules of the product, those of 2026 only from November 2025 on: the figures of the packages
/// that are meant (accounts, fee, checks) are the same then.
inline std::string with_2025(const std::string& bytes) {
    if (bytes.find("covers 2026-01-01") == std::string::npos) { return bytes; }
    return replace_all(replace_all(bytes, "covers 2026-01-01", "covers 2025-11-01"),
                       "from 2026-01-01", "from 2025-11-01");
}

/// A cooperative with a history, on disk.
class Office {
public:
    Office() { write_rules(with_2025); }

    template <typename Change>
    void write_rules(const Change& change) {
        for (const auto& file : cooperative_rules()) {
            folder_.write("rules/" + file.path, change(file.bytes));
        }
    }
    /// Runs a command that must end well.
    Ran run(const char* today, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"--rules", (folder_.path() / "rules").string()});
        Ran ran = run_mutua(workspace(), today, std::move(arguments));
        CAPTURE(today, ran.out, ran.err);
        REQUIRE(ran.exit_code == 0);
        return ran;
    }
    [[nodiscard]] std::filesystem::path workspace() const { return folder_.path() / "office"; }
    std::string file(const std::string& name, const std::string& bytes) {
        return folder_.write(name, bytes);
    }
    settlement::Payslip state(const std::string& slip) {
        return tabular::payslip_state_from_json(
            run("2026-05-01", {"payroll", "show", slip, "--json"}).out);
    }
    /// What the slip changed.
    settlement::Payslip changed(const std::string& slip) {
        return settlement::difference(tabular::difference_from_json(
            run("2026-05-01", {"payroll", "show", slip, "--json"}).out));
    }
    std::string query(const std::string& sql) { return test::query(workspace() / "mutua.db", sql); }
    /// Debits less credits of an account in the entries of a document, in cents.
    std::string booked(const std::string& document, const std::string& account) {
        return query(
            "select coalesce(sum(cents), 0) from posting join entry using (entity_id, entry_id)"
            " where document = '" +
            document + "' and account = '" + account + "'");
    }

private:
    TemporaryFolder folder_;
};

inline const std::string member_head =
    "member_id,given_name,family_name,national_number,iban,language,email,street,house_number,"
    "postal_code,city,country,worker_category,household,children\n";

inline std::string first_member(const std::string& household, int children) {
    return "M-1,Rachel,Invented,89.01.08-994.60,BE36 9990 0115 5481,fr,rachel@example.be,Rue X,1,"
           "1000,Bruxelles,BE,white_collar," +
           household + "," + std::to_string(children) + "\n";
}

inline std::string second_member(int children) {
    return "M-2,Nora,Invented,90.01.01-001.23,BE36 9990 0115 5481,nl,nora@example.be,Rue X,2,1000,"
           "Bruxelles,BE,white_collar,single," +
           std::to_string(children) + "\n";
}

inline const std::string third_member =
    "M-3,Odile,Invented,85.07.30-033.28,BE36 9990 0115 5481,en,odile@example.be,Rue X,3,1000,"
    "Bruxelles,BE,artist,single,0\n";

inline const std::string declaration_head =
    "declaration_id,member_id,client_id,description,work_dates,hours,price,expenses\n";

/// A month: its declarations come in, are accepted and invoiced, and are paid.
inline void pay_month(Office& office, const char* declared, const char* closed,
                      const std::string& month, const std::string& rows) {
    const auto file = office.file("declarations-" + month + ".csv", declaration_head + rows);
    office.run(declared, {"import", "declarations", file});
    office.run(declared, {"review", "accept", "--all"});
    office.run(closed, {"invoice", "apply", "--yes"});
    office.run(closed, {"payroll", "apply", "--yes", "--month", month});
}

inline void three_months(Office& office) {
    office.run("2025-11-03", {"init", office.workspace().string()});
    office.run("2025-11-03", {"import", "members",
                              office.file("members.csv", member_head + first_member("single", 0) +
                                                             second_member(1) + third_member)});
    const std::filesystem::path clients = std::filesystem::path{MUTUA_SOURCE_DIR} / "fixtures" /
                                          "payslips" / "artist-two-engagements" / "clients.csv";
    office.run("2025-11-03", {"import", "clients", clients.string()});
    const std::string days =
        "2025-11-03;2025-11-04;2025-11-05;2025-11-06;2025-11-07;2025-11-12;"
        "2025-11-13;2025-11-14;2025-11-17;2025-11-18;2025-11-19;2025-11-20";
    pay_month(office, "2025-11-03", "2025-11-28", "2025-11",
              "N-1,M-1,C-001,Set design of the month," + days +
                  ",152.00,4660.00,\nN-2,M-2,C-001,Sound design of the month," + days +
                  ",152.00,3600.00,\n"
                  "N-3,M-3,C-001,Live drawing at the market,2025-11-12;2025-11-13,15.20,450.00,\n");
    pay_month(office, "2025-12-01", "2025-12-30", "2025-12",
              "D-1,M-1,C-001,Set design of the month,2025-12-01;2025-12-02;2025-12-03;2025-12-04;"
              "2025-12-05;2025-12-08;2025-12-09;2025-12-10;2025-12-11;2025-12-12;2025-12-15;"
              "2025-12-16;2025-12-17;2025-12-18;2025-12-19;2025-12-22,174.80,4660.00,\n"
              "D-3,M-3,C-001,Live drawing at the market,2025-12-19;2025-12-22,15.20,450.00,\n");
    pay_month(office, "2026-01-05", "2026-01-20", "2026-01",
              "J-1,M-1,C-001,Set design of the month,2026-01-05;2026-01-06;2026-01-07;2026-01-08;"
              "2026-01-09;2026-01-12;2026-01-13;2026-01-14;2026-01-15,167.20,4660.00,\n");
}

struct Amount {
    const char* what;
    Money computed;
    const char* by_hand;
};

inline void check_amounts(std::initializer_list<Amount> rows) {
    for (const Amount& row : rows) {
        CAPTURE(row.what);
        CHECK(to_string(row.computed) == row.by_hand);
    }
}

}  // namespace mutua::test
