#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/trade/self_billing.hpp"
#include "engine/settlement/trade/trade_draft.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mutua::tabular {

/// The bytes of a file that a draft names, or nothing when it cannot be read: handed down, since a
/// format opens no file.
using DraftFileReader = std::function<std::optional<std::string>(const std::string& path)>;

/// What the draft of a self-billed document says of its seller: neither stands in the document.
struct DraftSelfBilling {
    settlement::SelfBillingAgreement agreement;
    std::optional<Date> accepted_on;  ///< nothing while the answer is awaited
};

/// A draft, and where its parts stand in the file.
struct ReadDraft {
    settlement::TradeDraft draft;
    std::optional<DraftSelfBilling> self_billing{};  ///< of kinds 389 and 261, and only of these
    std::string file;
    std::map<std::string, std::size_t> lines{};       ///< by path: "seller", "lines[0]"
    std::map<std::string, std::string> line_paths{};  ///< of the document's lines, by their id
};

/// Reads what is agreed between seller and buyer from JSON: one object, its members named after the
/// parts of the document (fixtures/ubl/drafts). Numbers may be written with or without quotes. A
/// file to embed is named by its path; its type is that of its name, unless said.
///
/// Errors: D140 no JSON · D141 unknown key · D142 a value of another kind · D143 a value that
///         cannot be read · D144 a key given twice · D145 something missing without which nothing
///         can be computed · D146 a file that cannot be read · D147 self-billing without what makes
///         it lawful, or that its seller refused; all at once, each with its line.
[[nodiscard]] Result<ReadDraft> read_draft(std::string_view bytes, const std::string& file,
                                           const DraftFileReader& read_file);

/// What `settle` says of the draft, at the part of the file that it is about, as far as it tells.
[[nodiscard]] Diagnostics placed(Diagnostics faults, const ReadDraft& read);

}  // namespace mutua::tabular
