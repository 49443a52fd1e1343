#pragma once

#include "engine/core/id.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/store/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

class Connection;

/// Keeps the documents of an invoice or payslip, each with its digest and a link of the chain.
void add_documents(Connection& connection, const EntityCode& entity, const char* kind,
                   const std::string& number, const std::vector<DocumentBytes>& documents);

[[nodiscard]] std::optional<std::string> find_document(Connection& connection,
                                                       const EntityCode& entity, const char* kind,
                                                       const std::string& number,
                                                       const std::string& media_type);

/// Key of a document's link: kind, number and media type.
[[nodiscard]] std::string document_key(const std::string& kind, const std::string& number,
                                       const std::string& media_type);

/// The channel that a column names.
/// Errors: StoreFailure `damaged`.
[[nodiscard]] settlement::Channel channel_in(const std::string& word);

/// Kind of a credit note's link; its documents are kept beside those of invoices.
inline constexpr const char* credit_note_kind = "credit_note";
inline constexpr const char* invoice_kind = "invoice";
inline constexpr const char* payslip_kind = "payslip";

}  // namespace mutua::store
