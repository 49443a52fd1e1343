#pragma once

#include "engine/ledger/entry.hpp"

#include <map>
#include <utility>
#include <vector>

namespace mutua::ledger {

/// Balance of every account and owner that was ever posted to, in order of book, number, owner.
class TrialBalance {
public:
    void add(const Entry& entry);
    void add(Book book, const Account& account, Money amount);

    [[nodiscard]] Money of(Book book, std::string_view number) const;
    [[nodiscard]] Money of(Book book, const Account& account) const;
    /// Zero when every entry balanced.
    [[nodiscard]] Money total(Book book) const;

    using Rows = std::map<std::pair<Book, Account>, Money>;
    [[nodiscard]] const Rows& rows() const noexcept { return rows_; }

private:
    Rows rows_;
};

}  // namespace mutua::ledger
