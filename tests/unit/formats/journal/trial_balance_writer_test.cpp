#include "formats/journal/trial_balance_writer.hpp"

#include <catch2/catch.hpp>

using namespace mutua;
using ledger::Book;

TEST_CASE("the trial balance lists every account and owner in order", "[journal]") {
    ledger::TrialBalance balance;
    balance.add(Book::management, {"910", "M001/D0001"}, euro_cents(-187'00));
    balance.add(Book::general, {"705", ""}, euro_cents(-200'00));
    balance.add(Book::general, {"400", "C002"}, euro_cents(12'05));
    balance.add(Book::general, {"400", "C001"}, euro_cents(200'00));
    balance.add(Book::general, {"400", "C001"}, euro_cents(12'00));
    balance.add(Book::general, {"400", "A, \"B\""}, euro_cents(0));
    CHECK(journal::write_trial_balance(balance) ==
          "book,account,owner,balance\n"
          "general,400,\"A, \"\"B\"\"\",0.00\n"
          "general,400,C001,212.00\n"
          "general,400,C002,12.05\n"
          "general,705,,-200.00\n"
          "management,910,M001/D0001,-187.00\n");
}
