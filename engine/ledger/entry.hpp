#pragma once

#include "engine/core/date.hpp"
#include "engine/core/money.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ledger {

/// The general ledger (what the law wants) and the management ledger (who earned what). Each
/// balances by itself.
enum class Book : std::uint8_t { general, management };

/// An account and, where it is kept for somebody, whose: "400" for client "C001", "910" for
/// "M001/D0001" (member and declaration).
struct Account {
    std::string number;
    std::string owner;
    friend auto operator<=>(const Account&, const Account&) = default;
};

/// A debit is positive, a credit negative.
struct Posting {
    Account account;
    Money amount;
    friend bool operator==(const Posting&, const Posting&) = default;
};

/// A balanced set of postings that one event made.
struct Entry {
    Book book = Book::general;
    Date on;
    std::string event;     ///< invoice_issued, pay_provided, payslip_issued …
    std::string document;  ///< the document that made it: "2026-000001", "PAY-17"
    std::string text;      ///< what an accountant reads; no personal data
    std::vector<Posting> postings;
    friend bool operator==(const Entry&, const Entry&) = default;
};

/// Drops postings of zero and checks that the rest balances.
/// Errors: an entry that does not balance, or mixes currencies, is a ContractViolation.
[[nodiscard]] Entry balanced(Entry entry);

/// Sum of the postings; zero when it balances.
[[nodiscard]] Money imbalance(const Entry& entry);

[[nodiscard]] std::string_view to_string(Book book);

/// The entry as bytes, the same on every machine: what the hash chain covers.
[[nodiscard]] std::string canonical_bytes(const Entry& entry);

}  // namespace mutua::ledger
