#pragma once

#include "cli/commands/chosen_documents.hpp"
#include "cli/documents.hpp"
#include "engine/settlement/credit_note.hpp"

#include <optional>
#include <string>
#include <variant>

/// The documents that were issued, as the store keeps them.
namespace mutua::cli {

/// The archived XML; nothing for a document on paper, and for a credit note that has none.
/// Errors: CommandFailure (65): I552 when an invoice that goes by Peppol has none.
[[nodiscard]] std::optional<std::string> kept_xml(Session& session, const IssuedDocument& document);

/// The complete state of a document.
using KeptDocument = std::variant<settlement::Invoice, settlement::CreditNote>;

/// Errors: CommandFailure (65): I552 when it is not there.
[[nodiscard]] KeptDocument kept_document(Session& session, const IssuedDocument& document);

/// A document as it leaves the house, PDF included.
[[nodiscard]] OutgoingDocument outgoing(const KeptDocument& document);

}  // namespace mutua::cli
