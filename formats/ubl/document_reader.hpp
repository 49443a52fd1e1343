#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/trade/trade_document.hpp"

#include <string>
#include <string_view>

namespace mutua::ubl {

/// A document as its sender wrote it, and what was left unread in it.
struct ReadDocument {
    settlement::TradeDocument document;
    Diagnostics notices;  ///< warnings D139: elements without a place in the model, counted by name
};

/// Reads an invoice or credit note of UBL 2.1, self-billed ones too, in whatever order its elements
/// stand. Amounts are taken as stated; whether they tie, and whether codes are those of the lists,
/// is for the validator to say.
///
/// Errors: all that keeps it from being read, each with its line: what `xml::parse` refuses · D136
///         neither invoice nor credit note · D137 something missing that every document has · D138
///         a value that is no amount, number, day, code or file.
[[nodiscard]] Result<ReadDocument> read_document(std::string_view bytes, const std::string& file);

}  // namespace mutua::ubl
