#include "engine/ledger/entry.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>

namespace mutua::ledger {

namespace {

/// "name:length:bytes" and a newline: no content can pass for another field.
void append_field(std::string& bytes, std::string_view name, std::string_view content) {
    bytes += name;
    bytes += ':';
    bytes += std::to_string(content.size());
    bytes += ':';
    bytes += content;
    bytes += '\n';
}

}  // namespace

Entry balanced(Entry entry) {
    std::erase_if(entry.postings, [](const Posting& posting) { return posting.amount.is_zero(); });
    require(imbalance(entry).is_zero(), "the postings of an entry add up to zero");
    return entry;
}

Money imbalance(const Entry& entry) {
    if (entry.postings.empty()) { return {}; }
    Money sum{0, entry.postings.front().amount.currency()};
    for (const Posting& posting : entry.postings) { sum += posting.amount; }
    return sum;
}

std::string_view to_string(Book book) { return book == Book::general ? "general" : "management"; }

std::string canonical_bytes(const Entry& entry) {
    std::string bytes = "mutua-entry-1\n";
    append_field(bytes, "book", to_string(entry.book));
    append_field(bytes, "on", mutua::to_string(entry.on));
    append_field(bytes, "event", entry.event);
    append_field(bytes, "document", entry.document);
    append_field(bytes, "text", entry.text);
    append_field(bytes, "postings", std::to_string(entry.postings.size()));
    for (const Posting& posting : entry.postings) {
        append_field(bytes, "account", posting.account.number);
        append_field(bytes, "owner", posting.account.owner);
        append_field(bytes, "amount", mutua::to_string(posting.amount));
        append_field(bytes, "currency", mutua::to_string(posting.amount.currency()));
    }
    return bytes;
}

}  // namespace mutua::ledger
