#include "cli/commands/stored_documents.hpp"

#include "engine/core/nearest.hpp"

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace mutua::cli {

namespace {

/// "PAY-17" or "17".
std::optional<PayslipId> payslip_id(std::string_view text) {
    if (text.starts_with("PAY-")) { text.remove_prefix(4); }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1) {
        return std::nullopt;
    }
    return PayslipId{value};
}

Diagnostics none_named(const char* code, const std::string& what, const std::string& key,
                       const std::vector<std::string>& keys, const std::string& list) {
    const std::string near = mutua::did_you_mean(key, keys);
    return {problem(code, what + " `" + key + "`", near.empty() ? list : near)};
}

}  // namespace

Result<store::PayslipRow> payslip_named(Session& session, const std::string& key) {
    store::PayslipRepository slips{session.store, session.entity().code};
    const auto id = payslip_id(key);
    auto row = id ? slips.find(*id) : std::nullopt;
    if (row) { return std::move(*row); }
    std::vector<std::string> keys;
    for (const store::PayslipRow& one : slips.list()) { keys.push_back(mutua::to_string(one.id)); }
    return none_named("I511", "no payslip", key, keys, "`mutua payroll list` shows them");
}

Result<store::InvoiceRow> invoice_named(Session& session, const std::string& key) {
    store::InvoiceRepository invoices{session.store, session.entity().code};
    auto row = invoices.find(InvoiceNumber{key});
    if (row) { return std::move(*row); }
    std::vector<std::string> keys;
    for (const store::InvoiceRow& one : invoices.list()) { keys.push_back(one.number.text()); }
    return none_named("I510", "no invoice", key, keys, "`mutua invoice list` shows their numbers");
}

Result<store::StoredDeclaration> declaration_named(Session& session, const std::string& key) {
    store::FactRepository facts{session.store, session.entity().code};
    auto stored = facts.declaration(DeclarationCode{key});
    if (stored) { return std::move(*stored); }
    std::vector<std::string> keys;
    for (const auto& one : facts.declarations()) { keys.push_back(one.declaration.code.text()); }
    return none_named("I503", "no declaration", key, keys,
                      "`mutua review list --status any` shows them");
}

}  // namespace mutua::cli
