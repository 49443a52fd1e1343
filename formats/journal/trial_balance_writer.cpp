#include "formats/journal/trial_balance_writer.hpp"

namespace mutua::journal {

namespace {

/// Quoted only where the text would end the field (RFC 4180).
std::string field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) { return std::string{text}; }
    std::string quoted = "\"";
    for (const char c : text) { quoted += c == '"' ? std::string{"\"\""} : std::string{c}; }
    return quoted + "\"";
}

}  // namespace

std::string write_trial_balance(const ledger::TrialBalance& balance) {
    std::string text = "book,account,owner,balance\n";
    for (const auto& [key, amount] : balance.rows()) {
        const auto& [book, account] = key;
        text += std::string{ledger::to_string(book)} + "," + field(account.number) + "," +
                field(account.owner) + "," + to_string(amount) + "\n";
    }
    return text;
}

}  // namespace mutua::journal
