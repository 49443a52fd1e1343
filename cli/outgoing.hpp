#pragma once

#include "cli/context.hpp"
#include "engine/service/send_documents.hpp"
#include "formats/ubl/validation/validator.hpp"

#include <string>

namespace mutua::cli {

/// The e-invoice of an invoice or credit note as it leaves, and what keeps it from leaving: the
/// fatal rules that it breaks.
[[nodiscard]] service::ReadyDocument ready_document(Session& session,
                                                    const ubl::validation::Validator& validator,
                                                    const std::string& number);

/// Who gets it: the electronic address of its buyer, and the client's code.
struct OutgoingReceiver {
    std::string client;
    std::string participant;
};
[[nodiscard]] OutgoingReceiver receiver_of(Session& session, const std::string& number);

}  // namespace mutua::cli
