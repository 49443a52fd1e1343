#include "formats/journal/hledger_writer.hpp"

#include "engine/core/contract.hpp"
#include "tests/support/files.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace mutua;
using journal::JournalEntry;
using ledger::Book;

namespace {

const journal::AccountLabels labels = {{"400", "Clients"},
                                       {"451", "TVA à payer"},
                                       {"705", "Prestations de services"},
                                       {"900", "Fonds de garantie"},
                                       {"910", "Compte: du membre; M"},
                                       {"920", "Contribution  (frais)"}};

Date day(unsigned of_month) { return date::year{2026} / 11 / static_cast<int>(of_month); }

/// The reference case: 212.00 = 200.00 + 12.00; fee 13.00.
std::vector<JournalEntry> books() {
    return {{EntryId{1},
             {Book::general,
              day(23),
              "invoice_issued",
              "2026-000001",
              "Facture à C001; réf. | A",
              {{{"400", "C001"}, euro_cents(212'00)},
               {{"705", ""}, euro_cents(-200'00)},
               {{"451", ""}, euro_cents(-12'00)}}}},
            {EntryId{2},
             {Book::management,
              day(23),
              "invoice_issued",
              "2026-000001",
              "Facture à C001",
              {{{"900", ""}, euro_cents(200'00)},
               {{"910", "M001/D0001"}, euro_cents(-187'00)},
               {{"920", ""}, euro_cents(-13'00)}}}},
            {EntryId{3},
             {Book::general,
              day(24),
              "client_pays",
              "",
              "",
              {{{"550", ""}, euro_cents(212'00)}, {{"400", "C001"}, euro_cents(-212'00)}}}}};
}

bool has_hledger() { return std::system("command -v hledger >/dev/null 2>&1") == 0; }

/// Standard output of a command with the journal as its file, and whether it succeeded.
struct Answer {
    bool is_ok = false;
    std::string output;
};

Answer hledger(const std::string& text, const std::string& arguments) {
    const test::TemporaryFolder folder;
    const std::string file = folder.write("books.journal", text);
    const std::string command = "LC_ALL=C.UTF-8 hledger -f " + file + " " + arguments + " 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Answer answer;
    std::array<char, 4096> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) {
        answer.output.append(part.data(), count);
    }
    answer.is_ok = ::pclose(pipe) == 0;
    return answer;
}

/// `"account","1.00 EUR"` → account and amount.
std::map<std::string, Money> balances(const std::string& csv) {
    std::map<std::string, Money> rows;
    std::istringstream lines{csv};
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const std::size_t comma = line.find("\",\"");
        REQUIRE(comma != std::string::npos);
        std::string amount = line.substr(comma + 3, line.size() - comma - 4);
        amount = amount.substr(0, amount.find(" EUR"));
        const auto money = parse_money(amount);
        REQUIRE(money.has_value());
        rows[line.substr(1, comma - 1)] = *money;
    }
    return rows;
}

}  // namespace

TEST_CASE("the journal is written as hledger reads it", "[journal]") {
    CHECK(journal::write_hledger(books(), labels) ==
          "decimal-mark .\n"
          "commodity 1000.00 EUR\n"
          "\n"
          "account general:400 Clients:C001\n"
          "account general:451 TVA à payer\n"
          "account general:550\n"
          "account general:705 Prestations de services\n"
          "account management:900 Fonds de garantie\n"
          "account management:910 Compte- du membre- M:M001:D0001\n"
          "account management:920 Contribution (frais)\n"
          "\n"
          "2026-11-23 * (2026-000001) Facture à C001, réf. , A  ; entry:ENT-1, "
          "event:invoice_issued\n"
          "    general:400 Clients:C001  212.00 EUR\n"
          "    general:705 Prestations de services  -200.00 EUR\n"
          "    general:451 TVA à payer  -12.00 EUR\n"
          "\n"
          "2026-11-23 * (2026-000001) Facture à C001  ; entry:ENT-2, event:invoice_issued\n"
          "    management:900 Fonds de garantie  200.00 EUR\n"
          "    management:910 Compte- du membre- M:M001:D0001  -187.00 EUR\n"
          "    management:920 Contribution (frais)  -13.00 EUR\n"
          "\n"
          "2026-11-24 *   ; entry:ENT-3, event:client_pays\n"
          "    general:550  212.00 EUR\n"
          "    general:400 Clients:C001  -212.00 EUR\n");
}

TEST_CASE("hledger accepts the journal and finds the same balances", "[journal]") {
    if (!has_hledger()) {
        WARN("skipped: 3 entries not judged (no hledger)");
        return;
    }
    const std::string text = journal::write_hledger(books(), labels);
    const Answer checked = hledger(text, "check --strict");
    INFO(checked.output);
    CHECK(checked.is_ok);

    ledger::TrialBalance own;
    for (const JournalEntry& each : books()) { own.add(each.entry); }
    std::map<std::string, Money> expected;
    for (const auto& [key, amount] : own.rows()) {
        expected[journal::account_name(key.first, key.second, labels)] = amount;
    }
    const Answer balance = hledger(text, "balance --flat --empty --no-total -O csv");
    REQUIRE(balance.is_ok);
    CHECK(balances(balance.output) == expected);
}

TEST_CASE("hledger refuses a journal with a cent too much", "[journal]") {
    if (!has_hledger()) {
        WARN("skipped: 1 journal not judged (no hledger)");
        return;
    }
    std::string text = journal::write_hledger(books(), labels);
    text.replace(text.find("-12.00"), 6, "-12.01");
    CHECK_FALSE(hledger(text, "check --strict").is_ok);
}

TEST_CASE("tags and codes are found by hledger", "[journal]") {
    if (!has_hledger()) {
        WARN("skipped: 1 journal not judged (no hledger)");
        return;
    }
    const std::string text = journal::write_hledger(books(), labels);
    CHECK(hledger(text, "tags entry --values").output == "ENT-1\nENT-2\nENT-3\n");
    CHECK(hledger(text, "codes").output == "2026-000001\n2026-000001\n");
}

TEST_CASE("an empty journal is a journal", "[journal]") {
    CHECK(journal::write_hledger({}, labels) == "decimal-mark .\ncommodity 1000.00 EUR\n\n");
}

TEST_CASE("an entry that does not balance is never written", "[journal]") {
    auto entries = books();
    entries[0].entry.postings[0].amount += euro_cents(1);
    CHECK_THROWS_AS(journal::write_hledger(entries, labels), ContractViolation);
}
