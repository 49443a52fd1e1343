#pragma once

#include "cli/context.hpp"
#include "engine/service/send_documents.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <string>

namespace mutua::cli {

/// The rule that keeps a document here whose seller is not the entity of the workspace, or is the
/// invented one outside the sandbox.
inline constexpr const char* seller_rule = "D165";

/// The e-invoice of an invoice or credit note as it leaves, and what keeps it from leaving: a
/// seller that is not ours, then the fatal rules that it breaks; each as "RULE: text".
[[nodiscard]] service::ReadyDocument ready_document(Session& session,
                                                    const ubl::validation::Validator& validator,
                                                    const std::string& number);

/// The bytes of an invoice or credit note that was issued, with the page inside as it leaves.
[[nodiscard]] std::string outgoing_bytes(Session& session, const std::string& number);

/// Who gets it: the electronic address of its buyer, and the client's code.
struct OutgoingReceiver {
    std::string client;
    std::string participant;
};
[[nodiscard]] OutgoingReceiver receiver_of(Session& session, const std::string& number);

}  // namespace mutua::cli
