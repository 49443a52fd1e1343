#include "engine/ledger/balance.hpp"

namespace mutua::ledger {

void TrialBalance::add(const Entry& entry) {
    for (const Posting& posting : entry.postings) {
        add(entry.book, posting.account, posting.amount);
    }
}

void TrialBalance::add(Book book, const Account& account, Money amount) {
    const auto [row, is_new] = rows_.try_emplace({book, account}, amount);
    if (!is_new) { row->second += amount; }
}

Money TrialBalance::of(Book book, std::string_view number) const {
    Money sum;
    const auto first = rows_.lower_bound({book, Account{std::string{number}, ""}});
    for (auto row = first; row != rows_.end(); ++row) {
        if (row->first.first != book || row->first.second.number != number) { break; }
        sum += row->second;
    }
    return sum;
}

Money TrialBalance::of(Book book, const Account& account) const {
    const auto row = rows_.find({book, account});
    return row == rows_.end() ? Money{} : row->second;
}

Money TrialBalance::total(Book book) const {
    Money sum;
    for (const auto& [key, amount] : rows_) {
        if (key.first == book) { sum += amount; }
    }
    return sum;
}

}  // namespace mutua::ledger
