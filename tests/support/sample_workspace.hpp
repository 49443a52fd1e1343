#pragma once

#include "engine/service/issue_invoices.hpp"
#include "engine/service/run_payroll.hpp"
#include "engine/store/chain_repository.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/invoice_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"
#include "engine/store/run_repository.hpp"
#include "engine/store/unit_of_work.hpp"
#include "tests/support/real_rules.hpp"
#include "tests/support/sample_payslips.hpp"

#include <string>
#include <vector>

/// An invented cooperative in a store of its own, for tests of the use cases: artists M001 and
/// M002, client C001 by Peppol, client C002 on paper, and declarations of November 2026.
namespace mutua::test {

inline const Month november = date::year{2026} / 11;
inline const Date accepted_on = samples::day(2026, 11, 2);
inline const Date month_end = samples::day(2026, 11, 30);

inline void nothing_to_tell(std::size_t, std::size_t) {}

inline cooperative::Declaration job(const std::string& code, const std::string& member,
                                    unsigned of_month, std::int64_t price_cents) {
    cooperative::Declaration one;
    one.code = DeclarationCode{code};
    one.member = MemberCode{member};
    one.client = ClientCode{code.back() % 2 == 0 ? "C002" : "C001"};
    one.description = "Live drawing at the market, " + code;
    one.work_dates = {samples::day(2026, 11, of_month)};
    one.hours_hundredths = 7'60;
    one.price = euro_cents(price_cents);
    return one;
}

class SampleWorkspace {
public:
    explicit SampleWorkspace(const std::string& file = ":memory:")
        : store{store::Store::create(file)}, entity{samples::entity()} {
        store::UnitOfWork work{store};
        store::FactRepository facts{store, entity.code};
        for (const char* code : {"M001", "M002"}) {
            cooperative::Member member = samples::member();
            member.code = MemberCode{code};
            member.children = 0;
            facts.add_member(member, accepted_on);
        }
        cooperative::Client paper = samples::german_client();
        paper.peppol_id = std::nullopt;
        facts.add_client(samples::belgian_client(), accepted_on);
        facts.add_client(paper, accepted_on);
        work.commit();
    }

    void declare(const std::vector<cooperative::Declaration>& declarations) {
        store::UnitOfWork work{store};
        store::FactRepository facts{store, entity.code};
        for (const auto& one : declarations) { facts.add_declaration(one, accepted_on); }
        work.commit();
    }

    /// Creditors claim of a member, from a day on.
    void claim(const std::string& member, const cooperative::Claim& claim, Date from,
               Date known_on = accepted_on) {
        store::UnitOfWork work{store};
        store::FactRepository facts{store, entity.code};
        auto changed = cooperative::member_of(facts.member_versions(MemberCode{member}), november);
        changed.claim = claim;
        facts.change_member(changed, from, known_on);
        work.commit();
    }

    std::vector<service::Reviewed> accept(const std::vector<DeclarationCode>& codes = {}) {
        return service::accept_declarations(store, entity.code, real_rules(), codes, accepted_on,
                                            nothing_to_tell);
    }

    settlement::InvoicePlan invoice_plan(std::optional<Date> until = std::nullopt) {
        return service::plan_invoices(store, entity, real_rules(), until, month_end);
    }

    service::ApplyReport issue(const settlement::InvoicePlan& plan, const std::string& hash,
                               const service::InvoiceRenderer& render = plain_invoice) {
        return service::apply_invoices(store, entity, real_rules(), plan, hash, render,
                                       nothing_to_tell);
    }

    settlement::PayrollPlan payroll_plan() {
        return service::plan_payroll(store, entity, real_rules(), november, month_end);
    }

    service::ApplyReport pay(const settlement::PayrollPlan& plan, const std::string& hash,
                             const service::PayslipRenderer& render = plain_payslip) {
        return service::apply_payroll(store, entity, real_rules(), plan, hash, render,
                                      nothing_to_tell);
    }

    static std::vector<store::DocumentBytes> plain_invoice(const settlement::Invoice& invoice) {
        return {{store::json_media_type, "invoice " + invoice.number.text()}};
    }
    static std::vector<store::DocumentBytes> plain_payslip(const settlement::Payslip& slip) {
        return {{store::json_media_type, "payslip " + to_string(slip.id)}};
    }

    store::Store store;
    cooperative::Entity entity;
};

/// Everything that the chain of a store covers, as one digest: two stores with the same history
/// have the same.
inline std::string content_of(SampleWorkspace& workspace) {
    const auto head = store::ChainRepository{workspace.store}.head();
    return head ? std::to_string(head->position) + " " + to_hex(head->chained) : "";
}

}  // namespace mutua::test
