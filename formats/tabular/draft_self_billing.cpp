#include "formats/tabular/draft_parts.hpp"

namespace mutua::tabular {

namespace {

/// The day of the acceptance, when there was one.
std::optional<Date> read_answer(DraftFields& fields, Date issued) {
    const std::string answer = fields.text("answer");
    const auto on = fields.day("answered_on");
    const std::string refusal = fields.text("refusal");
    if (answer.empty() || answer == "awaited") {
        if (on || !refusal.empty()) {
            fields.refuse(on ? "answered_on" : "refusal", "there is no answer yet",
                          "write the `answer`: `accepted` or `refused`", "D147");
        }
        return std::nullopt;
    }
    if (answer == "refused") {
        fields.refuse(
            "answer",
            "the seller refused this document" + (refusal.empty() ? std::string{} : ": " + refusal),
            "it does not leave: agree on another; one that has left is taken back by a "
            "self-billed credit note, kind 261",
            "D147");
        return std::nullopt;
    }
    if (answer != "accepted") {
        fields.refuse("answer", "`" + answer + "` is no answer",
                      "write `awaited`, `accepted` or `refused`");
        return std::nullopt;
    }
    if (!refusal.empty()) {
        fields.refuse("refusal", "what is accepted is not refused", "keep one of the two", "D147");
    }
    if (!on) {
        fields.refuse("answer", "an acceptance has its day",
                      "add `answered_on`; for an acceptance by silence, the day when its term ends",
                      "D147");
    } else if (issued.ok() && *on < issued) {
        fields.refuse("answered_on", "the answer is before the day of the document",
                      "mend the day of one of the two", "D147");
    }
    return on;
}

}  // namespace

DraftSelfBilling draft_self_billing(DraftFields& fields, Date issued) {
    fields.need("agreement", "write the reference of the agreement with the seller");
    fields.need("agreed_on", "write the day of the agreement, like 2026-01-02");
    DraftSelfBilling read;
    read.agreement.reference = fields.text("agreement");
    read.agreement.agreed_on = fields.day("agreed_on").value_or(issued);
    if (issued.ok() && read.agreement.agreed_on > issued) {
        fields.refuse("agreed_on", "the agreement is later than the document",
                      "an agreement comes first: mend the day of one of the two", "D147");
    }
    read.accepted_on = read_answer(fields, issued);
    return read;
}

}  // namespace mutua::tabular
