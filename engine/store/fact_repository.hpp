#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/cooperative/member_change.hpp"
#include "engine/cooperative/member_versions.hpp"
#include "engine/settlement/breakdown.hpp"
#include "engine/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mutua::store {

/// What became of a fact that was handed over.
enum class Recorded {
    added,
    unchanged,  ///< the same fact was there already: nothing happened
    conflict,   ///< the key is taken by a fact with other content: nothing happened
};

/// How far a declaration has come.
enum class DeclarationStatus { submitted, accepted, rejected, invoiced, credited };

/// Which declarations are wanted; what is left empty does not narrow.
struct DeclarationFilter {
    std::optional<DeclarationStatus> status;
    std::optional<bool> in_payslip;
    std::optional<Month> month;        ///< of the work
    std::optional<Date> worked_until;  ///< last day of work on or before
    std::optional<Date> accepted_since;
    std::optional<Date> accepted_until;
    std::optional<MemberCode> member;
    std::optional<ClientCode> client;
    std::optional<DeclarationCode> after;  ///< the page that follows this key
    std::size_t limit = 0;                 ///< 0: all
};

/// A declaration with what has become of it.
struct StoredDeclaration {
    cooperative::Declaration declaration;
    Date recorded_on;
    std::string content_hash;  ///< cooperative::content_hash in hexadecimal digits
    DeclarationStatus status = DeclarationStatus::submitted;
    std::optional<settlement::Acceptance> acceptance;
    std::optional<std::string> rejection;  ///< the reason
    std::optional<InvoiceNumber> invoice;
    std::optional<InvoiceNumber> credit_note;  ///< that took the invoice back
    std::optional<Date> credited_on;
    std::optional<PayslipId> payslip;        ///< the slip that paid for it first
    std::optional<std::string> later_order;  ///< the client's order, where it came afterwards

    /// As its invoice says it.
    [[nodiscard]] cooperative::Declaration as_invoiced() const;
};

/// Hours that were declared, and the days on which they were worked.
struct DeclaredWork {
    std::int64_t hundredths = 0;
    std::vector<Date> days;  ///< rising
};

/// The facts of one entity. Everything comes in order of its key.
/// Errors: StoreFailure; adding outside a UnitOfWork is a ContractViolation.
class FactRepository {
public:
    FactRepository(Store& store, EntityCode entity);

    /// Unchanged when any version of the member is the same.
    Recorded add_member(const cooperative::Member& member, Date recorded_on);
    /// Facts that hold from a day on, and reach what is recorded from later days; what was known
    /// before stays. Nothing when they are those in force. The member must be there.
    std::vector<cooperative::DatedChange> change_member(const cooperative::Member& member,
                                                        Date valid_from, Date recorded_on);
    Recorded add_client(const cooperative::Client& client, Date recorded_on);
    /// Member and client must be there.
    Recorded add_declaration(const cooperative::Declaration& declaration, Date recorded_on);

    /// All that is known of a member; nothing when there is none.
    [[nodiscard]] cooperative::MemberVersions member_versions(const MemberCode& code);
    /// The member as employed for the work, as known today.
    [[nodiscard]] std::optional<cooperative::Member> employed(const cooperative::Declaration& work);
    [[nodiscard]] std::vector<cooperative::MemberVersions> members();
    [[nodiscard]] std::optional<cooperative::Client> client(const ClientCode& code);
    [[nodiscard]] std::vector<cooperative::Client> clients();
    [[nodiscard]] std::optional<StoredDeclaration> declaration(const DeclarationCode& code);
    [[nodiscard]] std::vector<StoredDeclaration> declarations(const DeclarationFilter& filter = {});
    /// What a member has declared: what was accepted until a day, or without a day all that was not
    /// rejected. What was credited until then does not count, unless `credited_since` says from
    /// which day on it still does.
    [[nodiscard]] std::vector<DeclaredWork> declared_work(
        const MemberCode& member, std::optional<Date> accepted_until,
        std::optional<Date> credited_since = std::nullopt);

private:
    void add_change(const cooperative::DatedChange& one, std::int64_t change, Date recorded_on);

    Connection& connection_;
    EntityCode entity_;
};

/// Every entity that the store holds facts of, in order.
[[nodiscard]] std::vector<EntityCode> entities(Store& store);

[[nodiscard]] std::string_view to_string(DeclarationStatus status);

}  // namespace mutua::store
