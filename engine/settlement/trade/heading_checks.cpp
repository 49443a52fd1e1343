#include "engine/settlement/trade/trade_codes.hpp"
#include "engine/settlement/trade/trade_faults.hpp"

namespace mutua::settlement {

namespace {

bool is_turned_round(const TradePeriod& period) {
    return period.start && period.end && *period.end < *period.start;
}

bool exists(const std::optional<Date>& day) { return !day || day->ok(); }

bool exists(const TradePeriod& period) { return exists(period.start) && exists(period.end); }

void check_line_period(const TradePeriod& whole, const TradeLine& line, TradeFaults& faults) {
    const std::string name = "line " + line.id + ": ";
    if (!exists(line.period)) {
        return faults.add("D132", name + "a day of its period does not exist", "name a real day");
    }
    faults.expect(!is_turned_round(line.period), "D132", name + "its period ends before it begins",
                  "exchange the two days");
    const bool begins_early = whole.start && line.period.start && *line.period.start < *whole.start;
    const bool ends_late = whole.end && line.period.end && *line.period.end > *whole.end;
    faults.expect(!begins_early && !ends_late, "D132",
                  name + "its period is not within that of the document",
                  "let the document's period span all its lines");
}

void check_dates(const TradeDocument& document, TradeFaults& faults) {
    const std::optional<Date>& due = document.payment.due_date;
    const bool all_exist = document.issue_date.ok() && exists(due) &&
                           exists(document.vat_point_date) && exists(document.delivery.date) &&
                           exists(document.period);
    if (!all_exist) {
        return faults.add("D132", "a day of the document does not exist", "name a real day");
    }
    faults.expect(!due || *due >= document.issue_date, "D132", "it is due before its date of issue",
                  "write the date of issue or a later day as due date");
    const bool is_writable = !due || !is_credit(document.kind) || !document.payment.means.empty();
    faults.expect(is_writable, "D132", "a credit note shows its due date beside a means of payment",
                  "name the means of payment, or leave the due date out");
    faults.expect(!document.vat_point_date || document.vat_point_code.empty(), "D132",
                  "VAT is due on a day or at an event, not both", "keep the day or the code");
    faults.expect(!is_turned_round(document.period), "D132", "its period ends before it begins",
                  "exchange the two days");
    for (const TradeLine& line : document.lines) {
        check_line_period(document.period, line, faults);
    }
}

void check_type(const TradeDocument& document, TradeFaults& faults) {
    if (document.special_type.empty()) { return; }
    const bool is_german = document.special_type == "326" || document.special_type == "384";
    faults.expect(kind_of(document.special_type) == document.kind && !is_german, "D134",
                  "type " + document.special_type + " is no such document in Belgium",
                  "write 380 (invoice), 381 (credit note) or 386 (prepayment)");
}

void check_references(const TradeDocument& document, TradeFaults& faults) {
    const TradeReferences& to = document.references;
    faults.expect(!to.buyer_reference.empty() || !to.order.empty() || !to.sales_order.empty(),
                  "D122", "there is neither a buyer reference nor an order",
                  "write the reference that the client gave, or the number of the order");
    if (is_credit(document.kind)) {
        faults.expect(!to.preceding.empty(), "D128",
                      "a credit note does not say which invoice it takes back",
                      "name the number and date of that invoice");
    }
    for (const PrecedingInvoice& each : to.preceding) {
        faults.expect(!each.number.empty(), "D128", "an earlier invoice has no number",
                      "write the number of that invoice");
        faults.expect(exists(each.issue_date), "D132",
                      "the date of an earlier invoice does not exist", "name a real day");
    }
}

void check_notes(const TradeDocument& document, TradeFaults& faults) {
    faults.expect(document.notes.size() <= 1, "D135", "there are several notes",
                  "join them: a document has one");
    for (const std::string& note : document.notes) {
        faults.expect(!note.starts_with('#'), "D135", "the note begins like a subject code",
                      "begin it with a word instead of #");
    }
}

void check_currency(const TradeDraft& draft, TradeFaults& faults) {
    const bool is_euro = draft.document.currency == Currency::eur;
    if (draft.exchange) {
        faults.expect(!is_euro, "D131", "a document in euro needs no rate of exchange",
                      "leave the rate out");
        faults.expect(draft.exchange->euro_per_unit > 0, "D131",
                      "the rate of exchange is not above zero",
                      "write what one unit of the currency is worth in euro");
    } else {
        faults.expect(is_euro, "D131", "the VAT cannot be shown in euro without a rate of exchange",
                      "give the rate of the day on which the VAT is due, and its source");
    }
    const bool is_same = !draft.prepaid || draft.prepaid->currency() == draft.document.currency;
    faults.expect(is_same, "D131", "the prepaid amount is in another currency",
                  "write it in the document's currency");
}

}  // namespace

void check_heading(const TradeDraft& draft, TradeFaults& faults) {
    const TradeDocument& document = draft.document;
    faults.expect(!document.number.empty(), "D120", "the document has no number",
                  "give it the next number of its series");
    faults.expect(document.vat_point_code.empty() || is_vat_point_code(document.vat_point_code),
                  "D134", "the code says no event at which VAT is due",
                  "write 3 (date of issue), 35 (delivery) or 432 (payment)");
    check_type(document, faults);
    check_dates(document, faults);
    check_references(document, faults);
    check_notes(document, faults);
    check_currency(draft, faults);
}

void check_totals(const TradeDocument& document, TradeFaults& faults) {
    const TradeTotals& totals = document.totals;
    const Money zero{0, document.currency};
    if (is_credit(document.kind)) {
        faults.expect(totals.with_vat >= zero, "D128", "the amounts of a credit note are negative",
                      "write what is taken back in positive amounts");
        for (const TradeLine& line : document.lines) {
            faults.expect(line.net >= zero, "D128",
                          "line " + line.id + ": the amount of a credit note is negative",
                          "write what is taken back as a positive quantity");
        }
    } else {
        faults.expect(totals.with_vat >= zero || !document.references.preceding.empty(), "D128",
                      "an invoice of a negative amount does not say what it corrects",
                      "name the number and date of the invoice that it corrects");
    }
    faults.expect(totals.prepaid >= zero, "D133", "the prepaid amount is negative",
                  "write what was paid before as a positive amount");
    faults.expect(totals.prepaid.is_zero() || totals.prepaid <= totals.with_vat + totals.rounding,
                  "D133", "more was paid before than the total",
                  "deduct at most the total, and pay the rest back with a credit note");
}

}  // namespace mutua::settlement
