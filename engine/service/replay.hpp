#pragma once

#include "engine/service/correct_months.hpp"
#include "engine/service/credit_invoice.hpp"
#include "engine/service/declared_hours.hpp"
#include "engine/service/issue_invoices.hpp"
#include "engine/service/run_payroll.hpp"
#include "engine/settlement/rulebook.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/integrity.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/received_repository.hpp"
#include "engine/store/ruleset_repository.hpp"
#include "engine/store/run_repository.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mutua::service {

/// What replaying needs from above: how documents are written, and how they are read back: for the
/// entity, since the configuration may have changed, for the state that a difference slip corrects,
/// and for the invoice that a credit note takes back.
struct DocumentTools {
    InvoiceRenderer render_invoice;
    PayslipRenderer render_payslip;
    DifferenceRenderer render_difference;
    InvoiceReader invoice_of;
    PayslipReader payslip_of;
    CreditNoteRenderer render_credit_note;
    std::function<settlement::CreditNote(const std::string& json)> credit_note_of;
    /// What a received document says of itself; nothing when it cannot be read any more.
    std::function<std::optional<store::ReceivedFacts>(const std::string& xml, store::OurRole role)>
        received_facts_of{};
};

using SharedRulebook = std::shared_ptr<settlement::Rulebook>;

/// What an acceptance came from: the rules that the store kept, and the facts.
struct AcceptanceSources {
    SharedRulebook rules;
    store::StoredDeclaration stored;
    cooperative::Member member;
    cooperative::Client client;
    settlement::OtherHours others;  ///< accepted by then

    [[nodiscard]] const settlement::Acceptance& acceptance() const { return *stored.acceptance; }
};

/// What an invoice came from: the rules of its day of issue, and what was accepted.
struct InvoiceSources {
    SharedRulebook rules;
    cooperative::Client client;
    std::vector<store::StoredDeclaration> declarations;  ///< in the order of its lines
};

/// What a payslip came from, or the state of its month in a difference slip.
struct PayslipSources {
    SharedRulebook rules;
    cooperative::Entity employer;
    cooperative::Member member;
    std::vector<settlement::ClosingEngagement> engagements;  ///< none of a month that was credited
    Date payment_date;  ///< of the month: withholding tax is that of this day
    settlement::EarlierSlips earlier;
    int form = settlement::newest_form;  ///< in which its documents were issued
};

/// Makes what the store holds again, from what the store kept, and compares. Each call gives what
/// the document came from, or nothing where it does not come out again, and notes the damage:
/// S701 a ruleset cannot be used        S702 an acceptance does not replay
/// S703 a document does not replay      S704 entries do not replay
class Replay {
public:
    /// `store` and `tools` outlive it.
    Replay(store::Store& store, const EntityCode& entity, std::string package,
           const DocumentTools& tools);

    /// Of a declaration that was accepted.
    std::optional<AcceptanceSources> acceptance(const store::StoredDeclaration& stored);
    std::optional<InvoiceSources> invoice(const store::InvoiceRow& row);
    std::optional<PayslipSources> payslip(const store::PayslipRow& row);
    /// True when it comes out again.
    bool credit_note(const store::CreditNoteRow& row);

    [[nodiscard]] const std::vector<store::Damage>& damages() const noexcept { return damages_; }
    /// Entries of the documents that were replayed.
    [[nodiscard]] std::size_t entries() const noexcept { return entries_; }

private:
    void damage(const char* code, const std::string& where, std::string text);
    template <typename Sources, typename Work>
    std::optional<Sources> undamaged(const std::string& where, const Work& work);
    std::optional<AcceptanceSources> make_acceptance(const store::StoredDeclaration& stored,
                                                     const std::string& where);
    std::optional<InvoiceSources> make_invoice(const store::InvoiceRow& row,
                                               const std::string& where);
    std::optional<PayslipSources> make_payslip(const store::PayslipRow& row,
                                               const std::string& where);
    [[nodiscard]] std::vector<store::StoredDeclaration> accepted_of(const store::InvoiceRow& row);
    void replay_credit_note(const store::CreditNoteRow& row, const std::string& where);
    [[nodiscard]] std::optional<AcceptanceSources> accepted_again(
        const store::StoredDeclaration& stored, const SharedRulebook& rules,
        const cooperative::Client& client, const settlement::OtherHours& others);
    void replay_payslip(const store::PayslipRow& row, PayslipSources& sources,
                        const std::string& where);
    void replay_difference(const store::PayslipRow& row, PayslipSources& sources,
                           const std::string& where);
    void compare_documents(const store::PayslipRow& row,
                           const std::vector<store::DocumentBytes>& again,
                           const std::string& where);
    void compare_entries(const std::string& where, const std::string& document,
                         const std::vector<ledger::Entry>& expected);
    [[nodiscard]] SharedRulebook rulebook(const std::string& identity, const std::string& where);

    store::Store& store_;
    EntityCode entity_;
    store::FactRepository facts_;
    store::InvoiceRepository invoices_;
    store::PayslipRepository slips_;
    store::LedgerRepository books_;
    store::CreditNoteRepository notes_;
    store::RunRepository runs_;
    store::RulesetRepository rulesets_;
    std::map<std::string, SharedRulebook> books_of_rules_;
    /// By the last day of acceptance that counts, and the first of credit notes that do not.
    std::map<std::pair<Date, Date>, DeclaredHours> hours_;
    std::string package_;
    const DocumentTools& tools_;
    std::vector<store::Damage> damages_;
    std::size_t entries_ = 0;
};

}  // namespace mutua::service
