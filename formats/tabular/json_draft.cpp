#include "formats/tabular/json_draft.hpp"

#include "formats/tabular/draft_parts.hpp"

#include <algorithm>

namespace mutua::tabular {

namespace {

using settlement::TradeDocument;
using settlement::TradeDraft;

/// Coins of the euro; in other currencies the smallest coin may be 5.00.
std::int64_t largest_step(Currency currency) {
    constexpr std::int64_t ten_cents = 10;
    constexpr std::int64_t five_whole = 500;
    return currency == Currency::eur ? ten_cents : five_whole;
}

void read_kind(DraftFields& fields, TradeDocument& document) {
    const std::string code = fields.text("kind");
    const auto kind = settlement::kind_of(code.empty() ? "380" : code);
    if (!kind) {
        return fields.refuse("kind", "`" + code + "` is no type of a document",
                             "write 380 (invoice), 381 (credit note), 386 (prepayment), 389 "
                             "(self-billed) or 261 (self-billed credit note)");
    }
    document.kind = *kind;
    if (!code.empty() && code != settlement::type_code(*kind)) { document.special_type = code; }
}

Currency read_currency(DraftFields& fields) {
    const std::string code = fields.text("currency");
    const auto known = parse_currency(code.empty() ? "EUR" : code);
    if (!known) {
        fields.refuse("currency", "`" + code + "` is no currency", "write a code such as EUR");
    }
    return known.value_or(Currency::eur);
}

void read_heading(DraftFields& fields, TradeDocument& document) {
    read_kind(fields, document);
    document.number = fields.text("number");
    fields.need("issue_date", "write the day of the document, like 2026-11-30");
    document.issue_date = fields.day("issue_date").value_or(Date{});
    document.currency = read_currency(fields);
    document.vat_point_date = fields.day("vat_point_date");
    document.vat_point_code = fields.text("vat_point_code");
    document.period = trade_period(fields, "period");
    if (std::string note = fields.text("note"); !note.empty()) {
        document.notes = {std::move(note)};
    }
    fields.object("references",
                  [&](DraftFields& inside) { document.references = trade_references(inside); });
}

void read_parties(DraftFields& fields, TradeDocument& document) {
    fields.object("seller", [&](DraftFields& inside) { read_seller(inside, document.seller); });
    fields.object("buyer", [&](DraftFields& inside) { read_buyer(inside, document.buyer); });
    fields.object("payee", [&](DraftFields& inside) { document.payee = trade_payee(inside); });
    fields.object("tax_representative", [&](DraftFields& inside) {
        document.tax_representative = trade_representative(inside);
    });
    fields.object("delivery",
                  [&](DraftFields& inside) { document.delivery = trade_delivery(inside); });
    fields.object("payment",
                  [&](DraftFields& inside) { document.payment = trade_payment(inside); });
}

void read_terms(DraftFields& fields, TradeDraft& draft) {
    fields.each("grounds",
                [&](DraftFields& inside) { draft.grounds.push_back(vat_ground(inside)); });
    const std::string prices = fields.text("prices");
    if (prices == "with_vat") {
        draft.prices = settlement::PriceBasis::with_vat;
    } else if (!prices.empty() && prices != "without_vat") {
        fields.refuse("prices", "`" + prices + "` is no basis of prices",
                      "write `with_vat` or `without_vat`");
    }
    draft.prepaid = fields.money("prepaid", draft.document.currency);
    draft.payable_step = fields.money("payable_step", draft.document.currency);
    if (draft.payable_step && draft.payable_step->minor_units() <= 0) {
        fields.refuse("payable_step", "a step is above zero", "write the smallest coin: 0.05");
        draft.payable_step.reset();
    }
    if (draft.payable_step &&
        draft.payable_step->minor_units() > largest_step(draft.document.currency)) {
        fields.refuse("payable_step", "rounding settles what the smallest coins cannot pay",
                      "write the smallest coin: 0.05 in euro");
        draft.payable_step.reset();
    }
    fields.object("exchange", [&](DraftFields& inside) {
        inside.need("euro_per_unit", "write what one unit of the currency is worth in euro");
        inside.need("on", "write the day of the rate");
        draft.exchange = {inside.number("euro_per_unit").value_or(0),
                          inside.day("on").value_or(Date{}), inside.text("source")};
    });
}

void read_self_billing(DraftFields& fields, ReadDraft& read) {
    const TradeDocument& document = read.draft.document;
    const bool wanted = settlement::is_self_billed(document.kind);
    const bool given = fields.object("self_billing", [&](DraftFields& inside) {
        read.self_billing = draft_self_billing(inside, document.issue_date);
    });
    if (given && !wanted) {
        fields.refuse("self_billing", "the seller writes a document of this kind himself",
                      "leave it out, or write the kind 389 or 261", "D147");
    } else if (wanted && !given) {
        fields.refuse(
            "kind", "a self-billed document rests on an agreement with its seller",
            R"(add "self_billing": {"agreement": "its reference", "agreed_on": "its day"})",
            "D147");
    }
}

void read_lines(DraftFields& fields, ReadDraft& read) {
    TradeDocument& document = read.draft.document;
    fields.each("lines", [&](DraftFields& inside) {
        document.lines.push_back(trade_line(inside, document.currency));
        if (document.lines.back().id.empty()) {
            document.lines.back().id = std::to_string(document.lines.size());
        }
        read.lines[inside.path()] = inside.line();
        read.line_paths.emplace(document.lines.back().id, inside.path());
    });
    fields.each("adjustments", [&](DraftFields& inside) {
        document.adjustments.push_back(document_adjustment(inside, document.currency));
    });
}

/// The part of a draft that a fault is about, as far as its words or its code tell.
std::string part_of(const Diagnostic& fault, const ReadDraft& read) {
    const auto is_about = [&](std::string_view word) {
        return fault.message.find(word) != std::string::npos;
    };
    constexpr std::string_view line_mark = "line ";
    if (fault.message.starts_with(line_mark)) {
        const std::size_t end = fault.message.find(": ");
        const auto path =
            read.line_paths.find(fault.message.substr(line_mark.size(), end - line_mark.size()));
        if (path != read.line_paths.end()) { return path->second; }
    }
    constexpr std::pair<std::string_view, std::string_view> parts[] = {
        {"D124", "payment"},    {"D125", "grounds"},    {"D126", "grounds"},
        {"D128", "references"}, {"D122", "references"}, {"D130", "attachments"},
        {"D131", "currency"},   {"D133", "prepaid"}};
    for (const auto& [code, part] : parts) {
        if (fault.code == code) { return std::string{part}; }
    }
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"the document has no number", "number"},
        {"an allowance or charge: ", "adjustments"},
        {"the place of delivery", "delivery"},
        {"is for what leaves the seller's country", "delivery"},
        {"its period ", "period"},
        {"it is due before ", "payment"},
        {"shows its due date ", "payment"},
        {"the note begins ", "note"},
        {"a day of the document ", "issue_date"},
        {"event at which VAT is due", "vat_point_code"},
        {"VAT is due on a day or ", "vat_point_date"},
        {"an attachment ", "attachments"},
        {"the payee", "payee"},
        {"the tax representative", "tax_representative"},
        {" is no such document ", "kind"},
        {" needs the seller's ", "seller"},
        {" needs the buyer's ", "buyer"},
        {" needs a number of the buyer", "buyer"},
        {"the seller", "seller"},
        {"the buyer", "buyer"}};
    for (const auto& [word, about] : words) {
        std::string part{about};
        if (is_about(word) && read.lines.count(part) > 0) { return part; }
    }
    return {};
}

}  // namespace

Result<ReadDraft> read_draft(std::string_view bytes, const std::string& file,
                             const DraftFileReader& read_file) {
    const Result<JsonNode> tree = read_json_object(bytes, file);
    if (!tree) { return tree.error(); }
    ReadDraft read;
    read.file = file;
    for (const auto& [name, node] : tree->members) { read.lines[name] = node.line; }
    DraftFaults faults{file};
    DraftFields fields{*tree, "", faults};
    TradeDocument& document = read.draft.document;
    read_heading(fields, document);
    fields.each("attachments", [&](DraftFields& inside) {
        document.attachments.push_back(trade_attachment(inside, read_file));
    });
    read_self_billing(fields, read);
    read_parties(fields, document);
    read_lines(fields, read);
    read_terms(fields, read.draft);
    fields.finish();
    if (faults.found.empty()) { return read; }
    std::stable_sort(faults.found.begin(), faults.found.end(),
                     [](const Diagnostic& left, const Diagnostic& right) {
                         return left.where.line < right.where.line;
                     });
    return std::move(faults.found);
}

Diagnostics placed(Diagnostics faults, const ReadDraft& read) {
    for (Diagnostic& fault : faults) {
        const std::string part = part_of(fault, read);
        const auto line = read.lines.find(part);
        fault.where = {read.file, line == read.lines.end() ? 0 : line->second, 0, 0};
        if (!part.empty()) { fault.message = part + ": " + fault.message; }
    }
    return faults;
}

}  // namespace mutua::tabular
