#include "engine/store/canonical.hpp"

#include "engine/cooperative/canonical.hpp"
#include "engine/core/contract.hpp"
#include "engine/core/digest.hpp"

namespace mutua::store {

CanonicalBytes::CanonicalBytes(std::string_view form) : bytes_{form} { bytes_ += '\n'; }

CanonicalBytes& CanonicalBytes::add(std::string_view name, std::string_view value) {
    bytes_ += name;
    bytes_ += ':';
    bytes_ += std::to_string(value.size());
    bytes_ += ':';
    bytes_ += value;
    bytes_ += '\n';
    return *this;
}

CanonicalBytes& CanonicalBytes::add(std::string_view name, std::int64_t value) {
    return add(name, std::string_view{std::to_string(value)});
}

CanonicalBytes& CanonicalBytes::add(std::string_view name, Money value) {
    return add(name, std::string_view{mutua::to_string(value)});
}

CanonicalBytes& CanonicalBytes::add(std::string_view name, Date value) {
    return add(name, std::string_view{mutua::to_string(value)});
}

std::string canonical_bytes(const cooperative::MemberVersion& change) {
    require(change.valid_from.has_value(), "a change is valid from a day");
    return CanonicalBytes{"mutua-member-change-1"}
        .add("valid_from", *change.valid_from)
        .add("recorded_on", change.recorded_on)
        .add("member", cooperative::canonical_bytes(change.member))
        .bytes();
}

std::string canonical_bytes(const settlement::Acceptance& acceptance) {
    const settlement::VatDecision& vat = acceptance.vat;
    return CanonicalBytes{"mutua-acceptance-1"}
        .add("declaration", acceptance.declaration.text())
        .add("accepted_on", acceptance.accepted_on)
        .add("ruleset", acceptance.ruleset)
        .add("vat_treatment", vat.treatment)
        .add("vat_category", vat.category)
        .add("vat_rate", vat.rate)
        .add("vat_exemption_code", vat.exemption_code)
        .add("vat_reason_fr", vat.legal_reason.fr)
        .add("vat_reason_nl", vat.legal_reason.nl)
        .add("vat_reason_de", vat.legal_reason.de)
        .add("vat_reason_en", vat.legal_reason.en)
        .add("vat", vat.amount)
        .add("price", acceptance.price)
        .add("management_fee", acceptance.management_fee)
        .add("expenses", acceptance.expenses)
        .add("salary_budget", acceptance.salary_budget)
        .add("gross_pay", acceptance.gross_pay)
        .add("employer_cost", acceptance.employer_cost)
        .bytes();
}

std::string canonical_bytes(const Rejection& rejection) {
    return CanonicalBytes{"mutua-rejection-1"}
        .add("declaration", rejection.declaration.text())
        .add("rejected_on", rejection.rejected_on)
        .add("reason", rejection.reason)
        .bytes();
}

std::string canonical_bytes(const LaterOrder& order) {
    return CanonicalBytes{"mutua-declaration-order-1"}
        .add("declaration", order.declaration.text())
        .add("order_reference", order.order_reference)
        .add("recorded_on", order.recorded_on)
        .bytes();
}

std::string canonical_bytes(const InvoiceRow& row) {
    CanonicalBytes fields{"mutua-invoice-row-1"};
    fields.add("number", row.number.text())
        .add("type_code", row.type_code)
        .add("series", static_cast<std::int64_t>(row.place.series))
        .add("year", static_cast<std::int64_t>(row.place.year))
        .add("sequence", row.place.sequence)
        .add("client", row.client.text())
        .add("issue_date", row.issue_date)
        .add("due_date", row.due_date)
        .add("net", row.net)
        .add("vat", row.vat)
        .add("total", row.total)
        .add("structured_communication", row.structured_communication)
        .add("channel", to_string(row.channel))
        .add("ruleset", row.ruleset)
        .add("run", row.run.value());
    for (const DeclarationCode& declaration : row.declarations) {
        fields.add("declaration", declaration.text());
    }
    return fields.bytes();
}

std::string canonical_bytes(const CreditNoteRow& row) {
    CanonicalBytes fields{"mutua-credit-note-row-1"};
    fields.add("number", row.number.text())
        .add("series", static_cast<std::int64_t>(row.place.series))
        .add("year", static_cast<std::int64_t>(row.place.year))
        .add("sequence", row.place.sequence)
        .add("credits", row.credits.text())
        .add("client", row.client.text())
        .add("issue_date", row.issue_date)
        .add("reason", row.reason)
        .add("net", row.net)
        .add("vat", row.vat)
        .add("total", row.total)
        .add("channel", to_string(row.channel))
        .add("ruleset", row.ruleset);
    for (const CreditedShare& share : row.shares) {
        fields.add("declaration", share.declaration.text()).add("claimed", share.claimed);
    }
    return fields.bytes();
}

std::string canonical_bytes(const PayslipRow& row) {
    CanonicalBytes fields{row.corrects ? "mutua-difference-slip-row-1" : "mutua-payslip-row-1"};
    if (row.corrects) {
        fields.add("original", row.original.value()).add("corrects", row.corrects->value());
    }
    fields.add("id", row.id.value())
        .add("member", row.member.text())
        .add("month", mutua::to_string(row.month))
        .add("worker_category", row.worker_category)
        .add("issued_on", row.issued_on)
        .add("payment_date", row.payment_date)
        .add("gross_pay", row.gross_pay)
        .add("employee_contributions", row.employee_contributions)
        .add("withholding_tax", row.withholding_tax)
        .add("net_pay", row.net_pay)
        .add("expenses", row.expenses);
    if (row.claim) {
        fields.add("claim", *row.claim).add("withheld_for_creditors", row.withheld_for_creditors);
    }
    fields.add("to_pay", row.to_pay)
        .add("employer_contributions", row.employer_contributions)
        .add("holiday_pay_provision", row.holiday_pay_provision)
        .add("other_employer_costs", row.other_employer_costs)
        .add("employer_cost", row.employer_cost)
        .add("ruleset", row.ruleset)
        .add("run", row.run.value());
    for (const PayslipShare& share : row.shares) {
        fields.add("declaration", share.declaration.text())
            .add("provision", share.provision)
            .add("actual_cost", share.actual_cost)
            .add("share_net_pay", share.net_pay);
        if (row.corrects) { fields.add("added", std::int64_t{share.added ? 1 : 0}); }
        if (share.removed) { fields.add("removed", std::int64_t{1}); }
    }
    return fields.bytes();
}

std::string canonical_bytes(const Run& run) {
    CanonicalBytes fields{"mutua-run-1"};
    fields.add("id", run.id.value())
        .add("kind", run.kind)
        .add("planned_hash", run.planned_hash)
        .add("ruleset", run.ruleset)
        .add("started_on", run.started_on)
        .add("item_count", run.item_count);
    for (const auto& [name, amount] : run.totals) { fields.add("name", name).add("total", amount); }
    return fields.bytes();
}

std::string canonical_bytes(RunId id, const RunResult& result) {
    CanonicalBytes fields{"mutua-run-result-1"};
    fields.add("id", id.value()).add("done_count", result.done_count);
    for (const RunRejection& rejection : result.rejections) {
        fields.add("key", rejection.key).add("code", rejection.code).add("text", rejection.text);
    }
    return fields.bytes();
}

std::string canonical_bytes(const OutboxRow& row) {
    return CanonicalBytes{"mutua-outbox-1"}
        .add("id", row.id)
        .add("document", row.document)
        .add("channel", row.channel)
        .add("created_on", row.created_on)
        .bytes();
}

std::string canonical_bytes(const settlement::DeliveryStep& step) {
    return CanonicalBytes{"mutua-delivery-1"}
        .add("document", step.document)
        .add("step", step.step)
        .add("on", step.on)
        .add("event", to_string(step.event))
        .add("mode", to_string(step.mode))
        .add("access_point", step.access_point)
        .add("sha256", step.sha256)
        .add("receipt", step.receipt)
        .add("reason", step.reason)
        .bytes();
}

std::string canonical_bytes(const ParticipantLookup& lookup) {
    CanonicalBytes fields{"mutua-participant-lookup-1"};
    fields.add("client", lookup.client.text())
        .add("lookup", lookup.lookup)
        .add("on", lookup.on)
        .add("participant", lookup.answer.participant)
        .add("presence", to_string(lookup.answer.presence))
        .add("publisher", lookup.answer.publisher)
        .add("reason", lookup.answer.reason);
    for (const std::string& type : lookup.answer.document_types) {
        fields.add("document_type", type);
    }
    return fields.bytes();
}

std::string canonical_bytes(const DocumentBytes& document) {
    return CanonicalBytes{"mutua-document-1"}
        .add("media_type", document.media_type)
        .add("sha256", to_hex(sha256(document.bytes)))
        .bytes();
}

std::string member_change_key(const MemberCode& member, std::int64_t change) {
    return member.text() + "/" + std::to_string(change);
}

const char* chain_kind(const PayslipRow& row) {
    return row.corrects ? "difference_slip" : "payslip";
}

}  // namespace mutua::store
