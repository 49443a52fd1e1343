#include "engine/settlement/trade/invoice_trade.hpp"

#include "engine/core/contract.hpp"
#include "engine/settlement/trade/item_name.hpp"
#include "engine/settlement/trade/phrases.hpp"
#include "engine/settlement/trade/trade_amounts.hpp"

#include <algorithm>
#include <utility>

namespace mutua::settlement {

namespace {

/// Belgian enterprise number, in the list of electronic addresses and in ISO 6523.
constexpr const char* belgian_scheme = "0208";
/// UNCL 4461: credit transfer.
constexpr const char* credit_transfer = "30";
/// Recommendation 20: "one". A service of an agreed price is counted, not measured; every importer
/// knows this unit, while "lump sum" (LS) is often missing from their lists.
constexpr const char* unit_one = "C62";

VatClass vat_class(std::string_view category, std::string_view rate) {
    const auto known = parse_vat_category(category);
    const auto percent = parse_decimal(rate);
    require(known.has_value() && percent.has_value(), "VAT has a category and a rate");
    return {*known, *known == VatCategory::out_of_scope ? Decimal{0} : *percent};
}

TradeAddress address_of(const cooperative::Address& address) {
    const bool has_number = !address.street.empty() && !address.house_number.empty();
    TradeAddress found;
    found.street = address.street + (has_number ? " " : "") + address.house_number;
    found.city = address.city;
    found.postal_code = address.postal_code;
    found.country = address.country;
    return found;
}

/// Neither party shows a VAT number on what is outside VAT (BR-O-02).
bool shows_vat_numbers(const Invoice& invoice) {
    return std::none_of(invoice.vat_totals.begin(), invoice.vat_totals.end(),
                        [](const VatTotal& total) { return total.category == "O"; });
}

void take_seller(const Invoice& invoice, TradeSeller& seller) {
    const cooperative::Entity& entity = invoice.seller;
    seller.endpoint = {belgian_scheme, entity.enterprise_number.text()};
    seller.name = seller.trading_name = entity.name;
    seller.legal_id = seller.endpoint;
    seller.address = address_of(entity.address);
    seller.legal_form = entity.legal_form;
    seller.contact.email = entity.email.text();
    if (shows_vat_numbers(invoice)) { seller.vat_number = entity.vat_number.text(); }
}

void take_buyer(const Invoice& invoice, TradeBuyer& buyer) {
    const cooperative::Client& client = invoice.buyer;
    if (client.peppol_id) {
        const std::string& address = client.peppol_id->text();
        const std::size_t colon = address.find(':');
        require(colon != std::string::npos, "a Peppol address is a scheme, a colon and a value");
        buyer.endpoint = {address.substr(0, colon), address.substr(colon + 1)};
    }
    buyer.name = buyer.trading_name = client.name;
    buyer.address = address_of(client.address);
    if (client.enterprise_number) {
        buyer.legal_id = {belgian_scheme, client.enterprise_number->text()};
    }
    if (client.vat_number && shows_vat_numbers(invoice)) {
        buyer.vat_number = client.vat_number->text();
    }
    if (client.email) { buyer.contact.email = client.email->text(); }
}

/// True for standard and zero rate: their breakdowns may not carry a reason (BR-S-10, BR-Z-10).
bool is_charged(const VatTotal& total) { return total.category == "S" || total.category == "Z"; }

/// A document has one note (R002): the invoice's own and the legal reasons of reduced rates, which
/// have no other place.
std::string note_of(const Invoice& invoice) {
    std::string note = invoice.note;
    for (const VatTotal& total : invoice.vat_totals) {
        if (!is_charged(total) || total.exemption_reason.empty()) { continue; }
        note += (note.empty() ? "" : "\n") + total.exemption_reason;
    }
    return note;
}

void take_payment(const Invoice& invoice, TradePayment& payment) {
    const Phrases& words = phrases(invoice.language);
    payment.means = credit_transfer;
    payment.means_text = words.credit_transfer;
    payment.communication = invoice.structured_communication;
    payment.accounts = {
        {invoice.seller.iban.text(), invoice.seller.name, invoice.seller.bic.text()}};
    payment.due_date = invoice.due_date;
    payment.terms =
        std::string{words.payable_until} + " " + day_in_words(invoice.due_date, invoice.language);
}

VatBreakdown breakdown_of(const VatTotal& total) {
    VatBreakdown found{vat_class(total.category, total.rate), total.base, total.vat, {}, {}};
    if (!is_charged(total)) {
        found.exemption_code = total.exemption_code;
        found.exemption_text = total.exemption_reason;
    }
    return found;
}

/// Every day of the work, for the client who checks it against an agenda.
std::string days_worked(const InvoiceLine& line, std::string_view language) {
    std::string days{phrases(language).work_dates};
    const char* before = " ";
    for (const Date day : line.work_dates) {
        days += std::exchange(before, ", ") + day_in_words(day, language);
    }
    return days;
}

TradeLine service_line(const InvoiceLine& line, std::size_t number, std::string_view language) {
    TradeLine found;
    found.id = std::to_string(number);
    if (line.work_dates.size() > 1) { found.note = days_worked(line, language); }
    found.quantity = 1;
    found.unit = unit_one;
    found.net = line.net;
    found.price.net = exact_amount(line.net);
    found.vat = vat_class(line.vat_category, line.vat_rate);
    found.period = {line.work_dates.front(), line.work_dates.back()};
    found.item.name = item_name(line.description);
    if (found.item.name != line.description) { found.item.description = line.description; }
    if (!line.worker.empty()) {
        found.item.properties = {{std::string{phrases(language).worker}, line.worker}};
    }
    return found;
}

void take_lines(const Invoice& invoice, TradeDocument& document) {
    document.lines.reserve(invoice.lines.size());
    for (const InvoiceLine& line : invoice.lines) {
        document.lines.push_back(service_line(line, document.lines.size() + 1, invoice.language));
        const TradePeriod& period = document.lines.back().period;
        TradePeriod& whole = document.period;
        whole.start = whole.start ? std::min(whole.start, period.start) : period.start;
        whole.end = std::max(whole.end, period.end);
    }
    document.breakdowns.reserve(invoice.vat_totals.size());
    for (const VatTotal& total : invoice.vat_totals) {
        document.breakdowns.push_back(breakdown_of(total));
    }
}

/// Goods that went to another member state say where and until when (BR-IC-11, BR-IC-12).
void take_delivery(const Invoice& invoice, TradeDocument& document) {
    if (invoice.delivery_country.empty()) { return; }
    document.delivery.date = document.period.end;
    document.delivery.address = TradeAddress{};
    document.delivery.address->country = invoice.delivery_country;
}

void take_totals(const Invoice& invoice, TradeTotals& totals) {
    const Money zero{0, invoice.total.currency()};
    totals = {invoice.net,   zero, zero, invoice.net,   invoice.vat,
              invoice.total, zero, zero, invoice.total, {}};
}

/// What an invoice and its credit note have in common: all but the payment.
TradeDocument document_of(const Invoice& invoice, DocumentKind kind) {
    TradeDocument document;
    document.kind = kind;
    document.number = invoice.number.text();
    document.issue_date = invoice.issue_date;
    document.currency = invoice.total.currency();
    if (std::string note = note_of(invoice); !note.empty()) { document.notes = {std::move(note)}; }
    document.references.buyer_reference = invoice.buyer_reference;
    document.references.order = invoice.order_reference;
    take_seller(invoice, document.seller);
    take_buyer(invoice, document.buyer);
    take_lines(invoice, document);
    take_delivery(invoice, document);
    take_totals(invoice, document.totals);
    return document;
}

}  // namespace

TradeDocument trade_document(const Invoice& invoice) {
    TradeDocument document = document_of(invoice, DocumentKind::invoice);
    take_payment(invoice, document.payment);
    return document;
}

TradeDocument trade_document(const CreditNote& note) {
    TradeDocument document = document_of(note.document, DocumentKind::credit_note);
    document.references.preceding = {{note.credits.text(), note.credits_issued_on}};
    // A document has one note (R002): why first.
    const std::string more = document.notes.empty() ? "" : "\n" + document.notes.front();
    document.notes = {note.reason + more};
    return document;
}

bool has_own_reference(const Invoice& invoice) {
    const std::string& reference = invoice.buyer_reference;
    if (reference == invoice.buyer.buyer_reference || reference == invoice.order_reference) {
        return false;
    }
    return std::any_of(
        invoice.lines.begin(), invoice.lines.end(),
        [&reference](const InvoiceLine& line) { return line.declaration.text() == reference; });
}

TradeDraft trade_draft(const Invoice& invoice) {
    TradeDraft draft;
    draft.document = trade_document(invoice);
    for (const VatBreakdown& each : draft.document.breakdowns) {
        if (each.exemption_code.empty() && each.exemption_text.empty()) { continue; }
        draft.grounds.push_back({each.vat.category, each.exemption_code, each.exemption_text});
    }
    return draft;
}

Diagnostics invoice_faults(const Invoice& invoice) {
    const Result<TradeDocument> settled = settle(trade_draft(invoice));
    if (settled) {
        require(settled->totals.payable == invoice.total && settled->totals.vat == invoice.vat,
                "an invoice comes to what the standard computes of its lines");
        return {};
    }
    Diagnostics faults = settled.error();
    // Paper needs no electronic address.
    if (invoice.channel == Channel::paper) {
        std::erase_if(faults, [](const Diagnostic& fault) { return fault.code == "D121"; });
    }
    return faults;
}

}  // namespace mutua::settlement
