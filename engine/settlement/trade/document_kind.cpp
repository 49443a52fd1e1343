#include "engine/settlement/trade/document_kind.hpp"

#include "engine/core/contract.hpp"

#include <algorithm>
#include <array>

namespace mutua::settlement {

namespace {

struct KindCode {
    std::string_view code;
    DocumentKind kind;
};

/// The first row of a kind is the code that it is written with.
constexpr KindCode kind_codes[] = {
    {"380", DocumentKind::invoice},
    {"386", DocumentKind::prepayment_invoice},
    {"381", DocumentKind::credit_note},
    {"389", DocumentKind::self_billed_invoice},
    {"261", DocumentKind::self_billed_credit_note},
    {"527", DocumentKind::self_billed_invoice},
    {"396", DocumentKind::credit_note},
    {"532", DocumentKind::credit_note},
    {"81", DocumentKind::credit_note},
    {"83", DocumentKind::credit_note},
};

/// Further invoices: debit notes, partial, consolidated, hire, insurance, freight and the like.
constexpr std::string_view other_invoices[] = {
    "71",  "80",  "82",  "84",  "102", "218", "219", "326", "331", "382", "383", "384",
    "388", "393", "395", "553", "575", "623", "780", "817", "870", "875", "876", "877"};

}  // namespace

std::string_view type_code(DocumentKind kind) {
    const auto* found = std::find_if(std::begin(kind_codes), std::end(kind_codes),
                                     [kind](const KindCode& row) { return row.kind == kind; });
    require(found != std::end(kind_codes), "the kind of document has a code");
    return found->code;
}

std::optional<DocumentKind> kind_of(std::string_view type_code) {
    for (const KindCode& row : kind_codes) {
        if (row.code == type_code) { return row.kind; }
    }
    const bool is_invoice = std::find(std::begin(other_invoices), std::end(other_invoices),
                                      type_code) != std::end(other_invoices);
    return is_invoice ? std::optional{DocumentKind::invoice} : std::nullopt;
}

bool is_credit(DocumentKind kind) {
    return kind == DocumentKind::credit_note || kind == DocumentKind::self_billed_credit_note;
}

bool is_self_billed(DocumentKind kind) {
    return kind == DocumentKind::self_billed_invoice ||
           kind == DocumentKind::self_billed_credit_note;
}

}  // namespace mutua::settlement
