#pragma once

#include "cli/command_line.hpp"
#include "cli/context.hpp"
#include "engine/settlement/invoice.hpp"

#include <string>
#include <vector>

/// Which of the documents that were issued an export takes.
namespace mutua::cli {

/// As they stand on the command line; what is left empty does not narrow.
struct ExportChoice {
    std::vector<std::string> clients;
    std::string entity;
    std::string from;
    std::string until;
    std::string month;
    bool not_yet_exported = false;
    std::string recipient = "accountant";  ///< to whom it is exported
};

/// Adds the options of a choice to a command.
void add_export_choice(const Command& command, ExportChoice& choice);

/// True when something narrows, the recipient and the entity apart.
[[nodiscard]] bool narrows(const ExportChoice& choice);

enum class IssuedKind : std::uint8_t { invoice, credit_note };

/// A document that was issued, as its row says.
struct IssuedDocument {
    IssuedKind kind = IssuedKind::invoice;
    InvoiceNumber number;
    Date issue_date;
    ClientCode client;
    settlement::Channel channel = settlement::Channel::peppol;
    Money net;
    Money vat;
    Money total;
};

/// The documents that a choice takes: invoices in the order of their numbers, then credit notes.
/// Errors: CommandFailure: days that are none or exclude each other (64), a client (I550) or an
/// entity (I551) that there is not (65).
[[nodiscard]] std::vector<IssuedDocument> chosen_documents(Session& session,
                                                           const ExportChoice& choice);

}  // namespace mutua::cli
