#pragma once

#include "engine/cooperative/member_versions.hpp"
#include "engine/settlement/breakdown.hpp"
#include "engine/settlement/delivery.hpp"
#include "engine/store/credit_note_repository.hpp"
#include "engine/store/document.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/lookup_repository.hpp"
#include "engine/store/outbox_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/review_repository.hpp"
#include "engine/store/run_repository.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Rows as bytes, the same on every machine: what the hash chain covers. Facts and entries have
/// theirs in their own modules.
namespace mutua::store {

/// Fields one after the other as `name:length:value` lines: no value can pass for another field.
class CanonicalBytes {
public:
    explicit CanonicalBytes(std::string_view form);

    CanonicalBytes& add(std::string_view name, std::string_view value);
    CanonicalBytes& add(std::string_view name, std::int64_t value);
    CanonicalBytes& add(std::string_view name, Money value);
    CanonicalBytes& add(std::string_view name, Date value);

    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

private:
    std::string bytes_;
};

/// Of a change: a version with a day from which it is valid.
[[nodiscard]] std::string canonical_bytes(const cooperative::MemberVersion& change);
[[nodiscard]] std::string canonical_bytes(const settlement::Acceptance& acceptance);
[[nodiscard]] std::string canonical_bytes(const Rejection& rejection);
[[nodiscard]] std::string canonical_bytes(const LaterOrder& order);
[[nodiscard]] std::string canonical_bytes(const InvoiceRow& row);
[[nodiscard]] std::string canonical_bytes(const CreditNoteRow& row);
[[nodiscard]] std::string canonical_bytes(const PayslipRow& row);
[[nodiscard]] std::string canonical_bytes(const Run& run);
[[nodiscard]] std::string canonical_bytes(RunId id, const RunResult& result);
[[nodiscard]] std::string canonical_bytes(const OutboxRow& row);
[[nodiscard]] std::string canonical_bytes(const settlement::DeliveryStep& step);
[[nodiscard]] std::string canonical_bytes(const ParticipantLookup& lookup);
[[nodiscard]] std::string canonical_bytes(const DocumentBytes& document);

/// Key of a change's link: the member and the number of the change.
[[nodiscard]] std::string member_change_key(const MemberCode& member, std::int64_t change);
/// Kind of a slip's link.
[[nodiscard]] const char* chain_kind(const PayslipRow& row);

}  // namespace mutua::store
