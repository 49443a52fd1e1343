#include "formats/journal/hledger_writer.hpp"

#include <algorithm>
#include <set>

namespace mutua::journal {

namespace {

/// What a text must not hold where it stands in a journal.
struct Meaning {
    std::string_view special;  ///< characters that would be read as syntax
    char instead;
};
constexpr Meaning in_account{":;|", '-'};  // A colon would begin a sub-account.
constexpr Meaning in_description{";|", ','};
constexpr Meaning in_code{"();", '-'};
constexpr Meaning in_tag{",;:", '-'};

/// The text on one line, without runs of blanks: two of them end an account name.
std::string plain(std::string_view text, Meaning meaning) {
    std::string line;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_blank = byte <= 0x20 || byte == 0x7F;
        if (is_blank && (line.empty() || line.back() == ' ')) { continue; }
        const bool is_special = meaning.special.find(c) != std::string_view::npos;
        line += is_blank ? ' ' : is_special ? meaning.instead : c;
    }
    if (!line.empty() && line.back() == ' ') { line.pop_back(); }
    return line;
}

std::string owner_name(std::string_view owner) {
    std::string name;
    while (!owner.empty()) {
        const std::size_t slash = std::min(owner.find('/'), owner.size());
        const std::string part = plain(owner.substr(0, slash), in_account);
        if (!part.empty()) { name += ":" + part; }
        owner.remove_prefix(std::min(slash + 1, owner.size()));
    }
    return name;
}

void append_declarations(std::string& text, const std::vector<JournalEntry>& entries,
                         const AccountLabels& labels) {
    std::set<std::pair<ledger::Book, ledger::Account>> accounts;
    for (const JournalEntry& each : entries) {
        for (const ledger::Posting& posting : each.entry.postings) {
            accounts.emplace(each.entry.book, posting.account);
        }
    }
    text += "decimal-mark .\ncommodity 1000.00 EUR\n\n";
    for (const auto& [book, account] : accounts) {
        text += "account " + account_name(book, account, labels) + "\n";
    }
}

void append_transaction(std::string& text, const JournalEntry& journal_entry,
                        const AccountLabels& labels) {
    const ledger::Entry& entry = journal_entry.entry;
    require(ledger::imbalance(entry).is_zero(), "an entry in the journal balances");
    text += "\n" + to_string(entry.on) + " *";
    if (!entry.document.empty()) { text += " (" + plain(entry.document, in_code) + ")"; }
    text += " " + plain(entry.text, in_description);
    text += "  ; entry:" + to_string(journal_entry.id) + ", event:" + plain(entry.event, in_tag);
    text += "\n";
    for (const ledger::Posting& posting : entry.postings) {
        text += "    " + account_name(entry.book, posting.account, labels) + "  " +
                to_string(posting.amount) + " " +
                std::string{to_string(posting.amount.currency())} + "\n";
    }
}

}  // namespace

std::string account_name(ledger::Book book, const ledger::Account& account,
                         const AccountLabels& labels) {
    std::string name{ledger::to_string(book)};
    name += ":" + plain(account.number, in_account);
    const auto label = labels.find(account.number);
    if (label != labels.end()) { name += " " + plain(label->second, in_account); }
    return name + owner_name(account.owner);
}

std::string write_hledger(const std::vector<JournalEntry>& entries, const AccountLabels& labels) {
    std::string text;
    append_declarations(text, entries, labels);
    for (const JournalEntry& entry : entries) { append_transaction(text, entry, labels); }
    return text;
}

}  // namespace mutua::journal
